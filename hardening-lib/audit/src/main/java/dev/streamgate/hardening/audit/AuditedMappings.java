/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.service.annotation.HttpExchange;

/** The HTTP methods of audited handlers. Loaded only in a servlet application. */
final class AuditedMappings {

    /** Methods that are defined as safe (RFC 9110, section 9.2.1). */
    static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private AuditedMappings() {
    }

    /** Whether a handler is mapped to a safe method, or to all methods. */
    static boolean includeSafeMethod(Class<?> type, Method handler) {
        List<Set<String>> mappings = mappings(handler);
        return mappings.isEmpty() || mappings.stream().anyMatch((methods) -> methods.isEmpty() || isSafe(methods))
                || mappings(type).stream().anyMatch(AuditedMappings::isSafe);
    }

    private static boolean isSafe(Set<String> methods) {
        return !Collections.disjoint(methods, SAFE);
    }

    /** The HTTP methods of each mapping. */
    private static List<Set<String>> mappings(AnnotatedElement element) {
        MergedAnnotations annotations = MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY);
        List<Set<String>> mappings = new ArrayList<>();
        annotations.stream(RequestMapping.class)
            .forEach((mapping) -> mappings.add(Arrays.stream(mapping.getEnumArray("method", RequestMethod.class))
                .map(Enum::name)
                .collect(Collectors.toSet())));
        annotations.stream(HttpExchange.class)
            .map((mapping) -> mapping.getString("method").toUpperCase(Locale.ROOT))
            .forEach((method) -> mappings.add(method.isEmpty() ? Set.of() : Set.of(method)));
        return mappings;
    }

}
