/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.cache.annotation.AnnotationCacheOperationSource;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.core.annotation.AnnotatedElementUtils;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;
import dev.streamgate.hardening.method.BeanMethods;

/**
 * The methods of the application's beans that have Spring's cache annotations or
 * {@link CacheTtl}. Instantiates no bean.
 */
final class CachedMethods {

    private static final Duration MAX_TTL = Duration.ofDays(365);

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
        BeanMethods.forEachType(this.beans,
                (name, type) -> BeanMethods.select(type, (method) -> isSelected(type, method, onlyTtl) ? method : null)
                    .keySet()
                    .forEach((method) -> action.accept(type, method)));
    }

    private boolean isSelected(Class<?> type, Method method, boolean onlyTtl) {
        return onlyTtl ? ttl(type, method) != null : this.operations.hasCacheOperations(method, type);
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
