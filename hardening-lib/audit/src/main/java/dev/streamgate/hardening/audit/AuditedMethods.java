/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.util.ClassUtils;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;
import dev.streamgate.hardening.method.BeanMethods;

/**
 * Finds the methods marked with {@link Audited} and rejects those whose invocations
 * cannot be recorded. Thread-safe.
 */
final class AuditedMethods {

    /** Parameters with which a handler writes the response itself. */
    private static final Set<String> RESPONSES = Set.of("jakarta.servlet.ServletResponse",
            "jakarta.servlet.http.HttpServletResponse", "java.io.OutputStream", "java.io.Writer",
            "org.springframework.web.context.request.WebRequest",
            "org.springframework.web.context.request.NativeWebRequest");

    private static final Set<String> STREAMS = Set.of(
            "org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody",
            "org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter",
            "org.springframework.web.servlet.mvc.method.annotation.SseEmitter", "reactor.core.publisher.Flux",
            "org.reactivestreams.Publisher");

    private final boolean servlet;

    private final Map<Class<?>, Map<Method, AuditedMethod>> types = new ConcurrentHashMap<>();

    private final Map<Method, AuditedMethod> handlers = new ConcurrentHashMap<>();

    /** Whether a handler answers requests that change nothing by their HTTP method. */
    private volatile boolean safeHandlers;

    /**
     * Creates an instance.
     * @param servlet whether handlers of Spring MVC are recorded with their responses,
     * and not as methods of beans
     */
    AuditedMethods(boolean servlet) {
        this.servlet = servlet;
    }

    /** Whether a type with an audited handler was found. */
    boolean haveHandlers() {
        return !this.handlers.isEmpty();
    }

    /**
     * Whether the handler of a request may be an audited one. Most requests are reads,
     * and most audited handlers are not for those.
     * @param httpMethod the request's method, which a filter may change afterwards, but
     * not from one of {@link AuditedMappings#SAFE}
     */
    boolean mayHandle(String httpMethod) {
        return this.safeHandlers || (haveHandlers() && !AuditedMappings.SAFE.contains(httpMethod));
    }

    /** The audited handler that is this method; null for others. */
    @Nullable AuditedMethod handler(Method method) {
        return this.handlers.get(method);
    }

    /**
     * The method if its invocations pass through the proxy of its bean.
     * @param method a method of the bean's class
     * @return null for other methods
     */
    @Nullable AuditedMethod advised(Method method, Class<?> type) {
        AuditedMethod audited = in(type).get(method);
        return (audited != null && isAdvised(audited)) ? audited : null;
    }

    /** Whether the bean needs a proxy. */
    boolean isAdvised(Class<?> type) {
        for (AuditedMethod method : in(type).values()) {
            if (isAdvised(method)) {
                return true;
            }
        }
        return false;
    }

    /**
     * All audited methods of a type.
     * @throws InvalidConfigurationException if one of them cannot be recorded
     */
    Map<Method, AuditedMethod> in(Class<?> type) {
        Class<?> user = ClassUtils.getUserClass(type);
        Map<Method, AuditedMethod> known = this.types.get(user);
        if (known == null) {
            known = find(user);
            this.types.put(user, known);
        }
        return known;
    }

    private boolean isAdvised(AuditedMethod method) {
        return method.resource() != null || !this.handlers.containsKey(method.method());
    }

    private Map<Method, AuditedMethod> find(Class<?> type) {
        Map<Method, AuditedMethod> found = BeanMethods.select(type, AuditedMethods::read);
        found.forEach((method, audited) -> {
            if (this.servlet && BeanMethods.isHandler(type, method)) {
                this.safeHandlers |= AuditedMappings.includeSafeMethod(type, method);
                this.handlers.put(method, audited);
            }
            if (isAdvised(audited)) {
                requireProxyable(type, method);
            }
        });
        return found;
    }

    private static @Nullable AuditedMethod read(Method method) {
        MergedAnnotation<Audited> audited = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY)
            .get(Audited.class);
        if (!audited.isPresent() || method.isBridge()) {
            return null;
        }
        String text = audited.getString("resource");
        SpelExpression resource = text.isEmpty() ? null : parse(text, method);
        return new AuditedMethod(method, audited.getString("value"), resource,
                resource != null && refersTo(resource.getAST(), "#result"), streams(method));
    }

    private static boolean streams(Method method) {
        for (Class<?> parameter : method.getParameterTypes()) {
            if (RESPONSES.contains(parameter.getName())) {
                return true;
            }
        }
        ResolvableType result = ResolvableType.forMethodReturnType(method);
        return STREAMS.contains(result.toClass().getName())
                || STREAMS.contains(result.getGeneric(0).toClass().getName());
    }

    private static SpelExpression parse(String text, Method method) {
        SpelExpression expression;
        try {
            Expression parsed = new SpelExpressionParser().parseExpression(text);
            expression = (SpelExpression) parsed;
        }
        catch (ParseException ex) {
            throw new InvalidConfigurationException(
                    "The resource of @Audited on %s is no SpEL expression: %s".formatted(name(method), text),
                    "Correct it, for instance to \"#id\", where id is a parameter of the method.");
        }
        requireVariables(expression.getAST(), method);
        return expression;
    }

    private static void requireVariables(SpelNode node, Method method) {
        if (node instanceof VariableReference variable && !isVariable(variable.toStringAST(), method)) {
            throw new InvalidConfigurationException(
                    "The resource of @Audited on %s refers to %s, but the method has no such parameter"
                        .formatted(name(method), variable.toStringAST()),
                    "Name a parameter, or #result; the class must be compiled with -parameters.");
        }
        for (int i = 0; i < node.getChildCount(); i++) {
            requireVariables(node.getChild(i), method);
        }
    }

    private static boolean isVariable(String reference, Method method) {
        if (Set.of("#result", "#root", "#this").contains(reference) || reference.matches("#[ap]\\d+")) {
            return true;
        }
        @Nullable String @Nullable [] names = new DefaultParameterNameDiscoverer().getParameterNames(method);
        return names != null && Arrays.asList(names).contains(reference.substring(1));
    }

    private static boolean refersTo(SpelNode node, String variable) {
        if (node instanceof VariableReference && node.toStringAST().equals(variable)) {
            return true;
        }
        for (int i = 0; i < node.getChildCount(); i++) {
            if (refersTo(node.getChild(i), variable)) {
                return true;
            }
        }
        return false;
    }

    /** A proxy must be able to intercept the method, and to learn its outcome. */
    private static void requireProxyable(Class<?> type, Method method) {
        int modifiers = method.getModifiers();
        String obstacle = Modifier.isPrivate(modifiers) ? "the method is private"
                : Modifier.isStatic(modifiers) ? "the method is static" : null;
        if (obstacle == null && !Proxy.isProxyClass(type)) {
            obstacle = Modifier.isFinal(modifiers) ? "the method is final"
                    : Modifier.isFinal(type.getModifiers()) ? "its class is final" : null;
        }
        if (obstacle != null) {
            throw new InvalidConfigurationException(
                    "@Audited on %s would record nothing: %s".formatted(name(method), obstacle),
                    "Make class and method non-final and the method at least package-private, "
                            + "or move the annotation to the method that other beans call.");
        }
        Class<?> result = method.getReturnType();
        if (Future.class.isAssignableFrom(result) && !CompletionStage.class.isAssignableFrom(result)
                && !MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY)
                    .isPresent("org.springframework.scheduling.annotation.Async")) {
            throw new InvalidConfigurationException(
                    "@Audited on %s cannot record an outcome: a Future does not announce its completion"
                        .formatted(name(method)),
                    "Return a CompletableFuture.");
        }
    }

    static String name(Method method) {
        return method.getDeclaringClass().getName() + '.' + method.getName();
    }

}
