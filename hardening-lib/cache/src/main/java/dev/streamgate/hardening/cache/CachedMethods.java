/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.cache.annotation.AnnotationCacheOperationSource;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;

/**
 * The methods of the application's beans that have Spring's cache annotations or
 * {@link CacheTtl}. Instantiates no bean.
 */
final class CachedMethods {

    private static final Duration MAX_TTL = Duration.ofDays(365);

    /** Packages without cache annotations, skipped to save time at startup. */
    private static final List<String> SKIPPED = List.of("java.", "jakarta.", "org.springframework.", "org.apache.",
            "io.micrometer.", "com.zaxxer.", "tools.jackson.", "com.fasterxml.");

    private final ConfigurableListableBeanFactory beans;

    private final AnnotationCacheOperationSource operations = new AnnotationCacheOperationSource();

    CachedMethods(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    /** The first method or class with {@link CacheTtl}; null for none. */
    @Nullable String anyTtl() {
        String[] found = { null };
        forEach(true, (type, method) -> {
            if (found[0] == null && ttl(type, method) != null) {
                found[0] = describe(type, method);
            }
        });
        return found[0];
    }

    /**
     * Times to live by cache name.
     * @throws InvalidConfigurationException if an annotation is invalid, has no effect,
     * or contradicts another one
     */
    Map<String, Duration> ttls() {
        Map<String, Duration> ttls = new LinkedHashMap<>();
        Map<String, String> declaredAt = new LinkedHashMap<>();
        forEach(true, (type, method) -> {
            CacheTtl annotation = ttl(type, method);
            if (annotation == null) {
                return;
            }
            String place = describe(type, method);
            Duration ttl = duration(annotation.value(), place);
            Set<String> names = names(type, method);
            if (names.isEmpty() && AnnotatedElementUtils.hasAnnotation(method, CacheTtl.class)) {
                throw new InvalidConfigurationException(
                        "@CacheTtl on " + place + " has no effect: the method names no cache.",
                        "Add @Cacheable or @CachePut with the name of a cache, or remove @CacheTtl.");
            }
            for (String name : names) {
                Duration other = ttls.putIfAbsent(name, ttl);
                String first = declaredAt.putIfAbsent(name, place);
                if (other != null && !other.equals(ttl)) {
                    throw new InvalidConfigurationException(
                            "@CacheTtl on " + place + " and on " + first
                                    + " give the cache '%s' different times to live: %s and %s.".formatted(name,
                                            DurationStyle.SIMPLE.print(ttl), DurationStyle.SIMPLE.print(other)),
                            "Use the same value at both places, or two caches.");
                }
            }
        });
        return ttls;
    }

    /**
     * Checks that every cache that an annotation names exists.
     * @throws InvalidConfigurationException if one does not
     */
    void requireKnown(Collection<String> known) {
        forEach(false, (type, method) -> {
            for (String name : names(type, method)) {
                if (!known.contains(name)) {
                    throw new InvalidConfigurationException(
                            "There is no cache '%s', which %s names. Known caches: %s".formatted(name,
                                    describe(type, method), String.join(", ", new TreeSet<>(known))),
                            "Declare it with streamgate.cache.caches.%s.ttl, or add @CacheTtl to the method."
                                .formatted(name));
                }
            }
        });
    }

    /** Names of the caches that a method uses through the default cache manager. */
    private Set<String> names(Class<?> type, Method method) {
        Set<String> names = new TreeSet<>();
        Collection<CacheOperation> all = this.operations.getCacheOperations(method, type);
        if (all != null) {
            all.stream()
                .filter((operation) -> operation.getCacheManager().isEmpty() && operation.getCacheResolver().isEmpty())
                .forEach((operation) -> names.addAll(operation.getCacheNames()));
        }
        return names;
    }

    private void forEach(boolean onlyTtl, BiConsumer<Class<?>, Method> action) {
        for (String name : this.beans.getBeanDefinitionNames()) {
            Class<?> type = type(name);
            if (type == null) {
                continue;
            }
            for (Method method : methods(type, onlyTtl)) {
                action.accept(type, method);
            }
        }
    }

    /** The class of a bean; null if it is unknown or skipped. */
    private @Nullable Class<?> type(String bean) {
        try {
            Class<?> type = this.beans.getType(bean, false);
            if (type == null || SKIPPED.stream().anyMatch(type.getName()::startsWith)) {
                return null;
            }
            return ClassUtils.getUserClass(type);
        }
        catch (BeansException | LinkageError ex) {
            return null;
        }
    }

    private Set<Method> methods(Class<?> type, boolean onlyTtl) {
        try {
            return MethodIntrospector.selectMethods(type, (ReflectionUtils.MethodFilter) (method) -> onlyTtl
                    ? ttl(type, method) != null : this.operations.hasCacheOperations(method, type));
        }
        catch (LinkageError ex) {
            // A method refers to an optional class that is absent.
            return Set.of();
        }
    }

    private static @Nullable CacheTtl ttl(Class<?> type, Method method) {
        CacheTtl own = AnnotatedElementUtils.findMergedAnnotation(method, CacheTtl.class);
        return (own != null) ? own : AnnotatedElementUtils.findMergedAnnotation(type, CacheTtl.class);
    }

    private Duration duration(String value, String place) {
        String resolved = value;
        try {
            resolved = String.valueOf(this.beans.resolveEmbeddedValue(value));
            Duration ttl = DurationStyle.detectAndParse(resolved);
            if (ttl.compareTo(Duration.ofMillis(1)) >= 0 && ttl.compareTo(MAX_TTL) <= 0) {
                return ttl;
            }
        }
        catch (IllegalArgumentException ex) {
            // Reported below.
        }
        throw new InvalidConfigurationException(
                "@CacheTtl(\"" + value + "\") on " + place + " is not a duration of 1 ms to 365 days: " + resolved,
                "Use a duration such as 30s, 10m or 1h.");
    }

    private static String describe(Class<?> type, Method method) {
        return type.getName() + "." + method.getName() + "()";
    }

}
