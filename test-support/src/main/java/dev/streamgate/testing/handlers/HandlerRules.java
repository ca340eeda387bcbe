/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.handlers;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks all mappings of a service: each handler has a rate-limit plan, and each handler
 * that writes has an audit event or a documented reason against one. A test class that
 * already starts the whole service implements this interface, so that the check needs no
 * application context of its own. Calls between services ({@code /internal/**}) have no
 * plan, since the public call behind them has been limited. Routes (router functions)
 * expose neither property: the check requests each of them to see its plan, and each
 * route that accepts writes needs a reason.
 */
public interface HandlerRules {

    /**
     * Why a write is not an audit event, by {@code Controller.method}, or by the bean's
     * name for routes.
     */
    default Map<String, String> writesWithoutAuditEvent() {
        return Map.of();
    }

    /** Sends a request to a route; services with routes override it. */
    default RouteReply request(String method, String path) {
        throw new UnsupportedOperationException(
                "This service has routes: override request(method, path) to send a request to " + path);
    }

    /** The path of one file below each location that routes serve files from. */
    default List<String> files() {
        return List.of();
    }

    @Test
    default void everyHandlerHasALimitAndEveryWriteAnAuditEvent(ApplicationContext context) {
        List<String> findings = new ArrayList<>();
        Set<String> unused = new TreeSet<>(writesWithoutAuditEvent().keySet());
        int checked = 0;
        for (HandlerRoute route : HandlerRoute.all(context, files(), findings)) {
            checked++;
            boolean reasoned = writesWithoutAuditEvent().containsKey(route.bean());
            unused.remove(route.bean());
            if (route.writes() && !reasoned) {
                findings.add(route + " accepts writes; writesWithoutAuditEvent() has no reason for it");
            }
            RouteReply reply = request(route.method(), route.path());
            if (reply.limits() == null) {
                findings.add(route + " has no rate-limit plan; status " + reply.status());
            }
            if (route.file() && reply.status() != 200) {
                findings.add(route + " is no such file; status " + reply.status());
            }
        }
        for (RequestMappingHandlerMapping mapping : context.getBeansOfType(RequestMappingHandlerMapping.class)
            .values()) {
            for (Map.Entry<RequestMappingInfo, HandlerMethod> entry : mapping.getHandlerMethods().entrySet()) {
                HandlerMethod handler = entry.getValue();
                if (!isOurs(handler)) {
                    continue;
                }
                checked++;
                String name = handler.getMethod().getDeclaringClass().getSimpleName() + "."
                        + handler.getMethod().getName();
                if (!isInternal(entry.getKey()) && !isMarked(handler, "ratelimit.RateLimited")) {
                    findings.add(name + " has no rate-limit plan: " + entry.getKey());
                }
                boolean reasoned = writesWithoutAuditEvent().containsKey(name);
                unused.remove(name);
                if (writes(entry.getKey()) && !isMarked(handler, "audit.Audited") && !reasoned) {
                    findings.add(name + " writes and has no audit event: " + entry.getKey());
                }
            }
        }
        unused.forEach((name) -> findings.add(name + " has a reason against an audit event but does not exist"));
        assertThat(findings).isEmpty();
        assertThat(checked).isPositive();
    }

    private static boolean isOurs(HandlerMethod handler) {
        String name = handler.getBeanType().getName();
        return name.startsWith("dev.streamgate.") && !name.startsWith("dev.streamgate.hardening.");
    }

    private static boolean isInternal(RequestMappingInfo mapping) {
        return mapping.getPatternValues().stream().allMatch((pattern) -> pattern.startsWith("/internal/"));
    }

    /** A mapping without a method accepts all methods. */
    private static boolean writes(RequestMappingInfo mapping) {
        Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
        return methods.isEmpty() || methods.stream()
            .anyMatch(
                    Set.of(RequestMethod.POST, RequestMethod.PUT, RequestMethod.PATCH, RequestMethod.DELETE)::contains);
    }

    private static boolean isMarked(HandlerMethod handler, String annotation) {
        Method method = handler.getMethod();
        return isMarked(method, annotation) || isMarked(handler.getBeanType(), annotation);
    }

    private static boolean isMarked(AnnotatedElement element, String annotation) {
        return AnnotatedElementUtils.hasAnnotation(element, annotationType(annotation));
    }

    @SuppressWarnings("unchecked")
    private static Class<? extends java.lang.annotation.Annotation> annotationType(String name) {
        try {
            return (Class<? extends java.lang.annotation.Annotation>) Class.forName("dev.streamgate.hardening." + name);
        }
        catch (ClassNotFoundException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /**
     * The reply of a route.
     *
     * @param status the HTTP status
     * @param limits the header {@code RateLimit-Policy}; {@code null} without it
     */
    record RouteReply(int status, @Nullable String limits) {
    }

}
