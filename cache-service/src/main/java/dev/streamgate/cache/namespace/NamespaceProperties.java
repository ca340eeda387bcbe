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
 * What the cache service holds. At most {@code maxNamespaces} times the largest bound of
 * a namespace is ever used, so choose both to fit the heap.
 *
 * @param maxNamespaces How many namespaces there may be.
 * @param maxValueSize The largest value that is taken.
 * @param defaults The bounds of a namespace that has none of its own.
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
     * @param maxEntries How many values it holds at most.
     * @param maxSize How much memory its values take at most, keys and a fixed overhead
     * counted.
     * @param ttl How long a value is kept that names no time itself.
     * @param maxTtl The longest time that a value may name.
     */
    record Bounds(@Min(1) @DefaultValue("10000") int maxEntries, @DefaultValue("4MB") DataSize maxSize,
            @DurationMin(millis = 1) @DefaultValue("5m") Duration ttl,
            @DurationMin(millis = 1) @DefaultValue("1d") Duration maxTtl) {
    }
}
