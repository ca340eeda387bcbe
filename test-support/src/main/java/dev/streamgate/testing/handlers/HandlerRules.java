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
 * Walks all mappings of a service: each handler has a rate-limit plan, and each that
 * writes has an audit event, or there is a reason why not. A test class of the service
 * that runs it whole implements this, so that it costs no context of its own. Calls
 * between services ({@code /internal/**}) have no plan, since their callers have been
 * limited. Routes (router functions) show neither, so each is asked for its plan, and
 * each that takes writes needs a reason.
 */
public interface HandlerRules {

    /**
     * Reasons by {@code Controller.method}, or by the bean's name for routes, for writes
     * that are no event.
     */
    default Map<String, String> writesWithoutAuditEvent() {
        return Map.of();
    }

    /** Asks a route; needed where there are any. */
    default Answer ask(String method, String path) {
        throw new UnsupportedOperationException("This service has routes: say how " + path + " is asked");
    }

    /** The path of a file for each place that routes serve files from. */
    default List<String> files() {
        return List.of();
    }

    @Test
    default void everyHandlerHasALimitAndEveryWriteAnAuditEvent(ApplicationContext context) {
        List<String> findings = new ArrayList<>();
        Set<String> unused = new TreeSet<>(writesWithoutAuditEvent().keySet());
        int seen = 0;
        for (HandlerRoute route : HandlerRoute.all(context, files(), findings)) {
            seen++;
            boolean reasoned = writesWithoutAuditEvent().containsKey(route.bean());
            unused.remove(route.bean());
            if (route.writes() && !reasoned) {
                findings.add(route + " takes writes, and there is no reason why they are no audit event");
            }
            Answer answer = ask(route.method(), route.path());
            if (answer.limits() == null) {
                findings.add(route + " has no rate-limit plan: it answered " + answer.status());
            }
            if (route.file() && answer.status() != 200) {
                findings.add(route + " has no such file: it answered " + answer.status());
            }
        }
        for (RequestMappingHandlerMapping mapping : context.getBeansOfType(RequestMappingHandlerMapping.class)
            .values()) {
            for (Map.Entry<RequestMappingInfo, HandlerMethod> entry : mapping.getHandlerMethods().entrySet()) {
                HandlerMethod handler = entry.getValue();
                if (!isOurs(handler)) {
                    continue;
                }
                seen++;
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
        unused.forEach((name) -> findings.add(name + " is excused from audit events and does not exist"));
        assertThat(findings).isEmpty();
        assertThat(seen).isPositive();
    }

    /**
     * What a route answered.
     *
     * @param status the HTTP status
     * @param limits the header {@code RateLimit-Policy}; {@code null} without it
     */
    record Answer(int status, @Nullable String limits) {
    }

    private static boolean isOurs(HandlerMethod handler) {
        String name = handler.getBeanType().getName();
        return name.startsWith("dev.streamgate.") && !name.startsWith("dev.streamgate.hardening.");
    }

    private static boolean isInternal(RequestMappingInfo mapping) {
        return mapping.getPatternValues().stream().allMatch((pattern) -> pattern.startsWith("/internal/"));
    }

    /** A mapping that names no method takes all of them. */
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

}
