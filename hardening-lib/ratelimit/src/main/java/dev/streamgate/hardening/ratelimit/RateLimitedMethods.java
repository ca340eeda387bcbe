/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;
import dev.streamgate.hardening.method.BeanMethods;

/**
 * Finds the {@link RateLimited} methods of classes: handlers of Spring MVC, which an
 * interceptor limits, and other methods, which a proxy limits. Thread-safe.
 */
final class RateLimitedMethods {

    private final DefaultParameterNameDiscoverer parameterNames = new DefaultParameterNameDiscoverer();

    /** By class and method: a key of both would be garbage of each request. */
    private final Map<Class<?>, Map<Method, Optional<Limited>>> definitions = new ConcurrentHashMap<>();

    private final Map<Class<?>, Set<Method>> methods = new ConcurrentHashMap<>();

    /**
     * The limit that Spring MVC's interceptor applies to a handler; null without a limit.
     */
    @Nullable LimitDefinition ofHandler(Method method, Class<?> targetClass) {
        Limited limited = of(method, targetClass);
        return (limited != null && limited.byInterceptor()) ? limited.limit() : null;
    }

    /** The limit that a proxy applies to a method; null without a limit. */
    @Nullable LimitDefinition ofProxied(Method method, Class<?> targetClass) {
        Limited limited = of(method, targetClass);
        return (limited == null || limited.byInterceptor()) ? null : limited.limit();
    }

    private @Nullable Limited of(Method method, Class<?> targetClass) {
        Map<Method, Optional<Limited>> ofClass = this.definitions.get(targetClass);
        if (ofClass == null) {
            ofClass = this.definitions.computeIfAbsent(targetClass, (type) -> new ConcurrentHashMap<>());
        }
        Optional<Limited> found = ofClass.get(method);
        if (found == null) {
            found = Optional.ofNullable(find(method, targetClass));
            ofClass.put(method, found);
        }
        return found.orElse(null);
    }

    /**
     * The limited methods of a class, as found in it or in its interfaces.
     * @param type a class, or a JDK proxy's class
     */
    Set<Method> of(Class<?> type) {
        Set<Method> found = this.methods.get(type);
        if (found == null) {
            found = BeanMethods.select(type, (method) -> annotation(method, type)).keySet();
            this.methods.put(type, found);
        }
        return found;
    }

    /** Whether a bean of the class needs a proxy. */
    boolean needsProxy(Class<?> type) {
        for (Method method : of(type)) {
            if (ofProxied(method, type) != null) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a JDK proxy of the class's interfaces has all methods that a proxy limits.
     */
    boolean areInInterfaces(Class<?> type) {
        return of(type).stream()
            .filter((method) -> ofProxied(method, type) != null)
            .allMatch((method) -> isInInterface(method, type));
    }

    /**
     * Checks that the plans of a bean's class exist, its expressions are valid, and its
     * methods can be intercepted.
     * @throws InvalidConfigurationException otherwise
     */
    void verify(Class<?> type, RateLimitEnforcer enforcer) {
        for (Method method : of(type)) {
            Limited limited = of(method, type);
            if (limited == null) {
                continue;
            }
            String user = describe(method);
            enforcer.requirePlan(limited.limit().plan(), user);
            String obstacle = limited.byInterceptor() ? null : obstacle(method, type);
            if (obstacle != null) {
                throw new InvalidConfigurationException("%s has no effect: %s".formatted(user, obstacle),
                        "Make the method interceptable, move the annotation to a method that other beans call,"
                                + " or set streamgate.rate-limit.enabled=false.");
            }
        }
    }

    private @Nullable String obstacle(Method method, Class<?> type) {
        int modifiers = method.getModifiers();
        if (Modifier.isStatic(modifiers)) {
            return "a static method cannot be intercepted";
        }
        if (Modifier.isPrivate(modifiers)) {
            return "a private method cannot be intercepted";
        }
        if (Proxy.isProxyClass(type) || type.isInterface()
                || (Modifier.isFinal(type.getModifiers()) && areInInterfaces(type))) {
            return null;
        }
        if (Modifier.isFinal(type.getModifiers())) {
            return "the class is final, and no interface of it has the method";
        }
        return Modifier.isFinal(modifiers) ? "a final method cannot be intercepted" : null;
    }

    private static boolean isInInterface(Method method, Class<?> type) {
        for (Class<?> candidate : ClassUtils.getAllInterfacesForClassAsSet(type)) {
            if (ClassUtils.hasMethod(candidate, method.getName(), method.getParameterTypes())) {
                return true;
            }
        }
        return false;
    }

    /** Whether an interceptor of Spring MVC enforces the limit. */
    private static boolean isLimitedByInterceptor(LimitDefinition limit, Method method, Class<?> targetClass) {
        return !limit.usesVariables() && BeanMethods.isHandler(targetClass, specific(method, targetClass));
    }

    private static boolean isController(Class<?> type) {
        return AnnotatedElementUtils.hasAnnotation(type, Controller.class);
    }

    private @Nullable Limited find(Method method, Class<?> targetClass) {
        RateLimited annotation = annotation(method, targetClass);
        if (annotation == null) {
            return null;
        }
        LimitDefinition limit = LimitDefinition.parse(annotation.plan(), annotation.key(), annotation.condition(),
                variables(specific(method, targetClass)), describe(method));
        return new Limited(limit, isLimitedByInterceptor(limit, method, targetClass));
    }

    private static @Nullable RateLimited annotation(Method method, Class<?> targetClass) {
        if (method.isSynthetic() || method.getDeclaringClass() == Object.class) {
            return null;
        }
        Method specific = specific(method, targetClass);
        RateLimited found = AnnotatedElementUtils.findMergedAnnotation(specific, RateLimited.class);
        if (found == null && !method.equals(specific)) {
            found = AnnotatedElementUtils.findMergedAnnotation(method, RateLimited.class);
        }
        if (found == null && (isController(targetClass) ? BeanMethods.isHandler(targetClass, specific)
                : Modifier.isPublic(specific.getModifiers()) && !Modifier.isStatic(specific.getModifiers()))) {
            found = AnnotatedElementUtils.findMergedAnnotation(targetClass, RateLimited.class);
        }
        return found;
    }

    private static Method specific(Method method, Class<?> targetClass) {
        return Proxy.isProxyClass(targetClass) ? method : AopUtils.getMostSpecificMethod(method, targetClass);
    }

    /** The variables of {@code MethodBasedEvaluationContext}. */
    private Set<String> variables(Method method) {
        Set<String> variables = new LinkedHashSet<>();
        @Nullable String @Nullable [] names = this.parameterNames.getParameterNames(method);
        if (names != null) {
            for (String name : names) {
                if (name != null) {
                    variables.add(name);
                }
            }
        }
        for (int i = 0; i < method.getParameterCount(); i++) {
            variables.add("p" + i);
            variables.add("a" + i);
        }
        return variables;
    }

    private static String describe(Method method) {
        return "@RateLimited on " + ClassUtils.getQualifiedMethodName(method);
    }

    /**
     * A limited method.
     *
     * @param byInterceptor whether Spring MVC's interceptor applies the limit, and no
     * proxy
     */
    private record Limited(LimitDefinition limit, boolean byInterceptor) {
    }

}
