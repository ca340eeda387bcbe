/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.cache.namespace;

import java.util.List;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;

import dev.streamgate.cache.namespace.NamespaceProperties.Bounds;
import dev.streamgate.hardening.cache.CacheMeters;

/**
 * Registers and removes the meters of namespaces, whose number is bounded. Not
 * thread-safe.
 */
class NamespaceMeters {

    private static final String TAG = "cache";

    private final MeterRegistry registry;

    NamespaceMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void register(String name, Namespace namespace) {
        CaffeineCacheMetrics.monitor(this.registry, namespace.cache(), name);
        Bounds bounds = namespace.bounds();
        CacheMeters.bind(this.registry, name, bounds.maxEntries(), bounds.ttl(), namespace.sizeEvictions());
    }

    void remove(String name) {
        List<Meter> meters = this.registry.getMeters();
        meters.stream().filter((meter) -> belongsTo(name, meter.getId())).forEach(this.registry::remove);
    }

    private static boolean belongsTo(String name, Meter.Id id) {
        return (id.getName().startsWith("cache.") || id.getName().startsWith("streamgate.cache."))
                && name.equals(id.getTag(TAG));
    }

}
