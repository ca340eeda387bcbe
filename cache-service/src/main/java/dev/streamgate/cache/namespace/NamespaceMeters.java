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
 * The meters of namespaces: as many as there are namespaces, whose number is bounded.
 * Called by one thread at a time.
 */
class NamespaceMeters {

    private static final String TAG = "cache";

    private final MeterRegistry registry;

    NamespaceMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void added(String name, Namespace namespace) {
        CaffeineCacheMetrics.monitor(this.registry, namespace.cache(), name);
        Bounds bounds = namespace.bounds();
        CacheMeters.bind(this.registry, name, bounds.maxEntries(), bounds.ttl(), namespace.displaced());
    }

    void removed(String name) {
        List<Meter> meters = this.registry.getMeters();
        meters.stream().filter((meter) -> isOf(name, meter.getId())).forEach(this.registry::remove);
    }

    private static boolean isOf(String name, Meter.Id id) {
        return (id.getName().startsWith("cache.") || id.getName().startsWith("streamgate.cache."))
                && name.equals(id.getTag(TAG));
    }

}
