/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.cache.namespace;

import java.time.Duration;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of the cache service. Memory is at most {@code maxNamespaces} times the largest
 * {@code maxSize}; choose both to fit the heap.
 *
 * @param maxNamespaces Maximum number of namespaces.
 * @param maxValueSize Maximum size of a value.
 * @param defaults Bounds of namespaces that are not configured.
 * @param namespaces Bounds by namespace.
 */
@Validated
@ConfigurationProperties("streamgate.cache-service")
record NamespaceProperties(@Min(1) @Max(1000) @DefaultValue("16") int maxNamespaces,
        @DefaultValue("1MB") DataSize maxValueSize, @Valid @DefaultValue Bounds defaults,
        @DefaultValue Map<String, @Valid Bounds> namespaces) {

    /** The bounds of a namespace. */
    Bounds of(String namespace) {
        return this.namespaces.getOrDefault(namespace, this.defaults);
    }

    /**
     * The bounds of one namespace.
     *
     * @param maxEntries Maximum number of values.
     * @param maxSize Maximum memory of the values, including keys and a fixed overhead.
     * @param ttl Default time to live of a value.
     * @param maxTtl Maximum time to live of a value.
     */
    record Bounds(@Min(1) @DefaultValue("10000") int maxEntries, @DefaultValue("4MB") DataSize maxSize,
            @DurationMin(millis = 1) @DefaultValue("5m") Duration ttl,
            @DurationMin(millis = 1) @DefaultValue("1d") Duration maxTtl) {
    }
}
