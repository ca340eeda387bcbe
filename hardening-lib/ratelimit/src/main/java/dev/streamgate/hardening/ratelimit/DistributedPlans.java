/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import dev.streamgate.hardening.valkey.DistributedCacheStore;
import dev.streamgate.hardening.valkey.ValkeyClient;
import dev.streamgate.hardening.valkey.ValkeyUnavailableException;

/**
 * The plans in force, and their replacements at run time, which are stored in the server
 * and so apply to all replicas. Thread-safe.
 */
final class DistributedPlans {

    private static final Duration REPLACEMENT_TTL = Duration.ofDays(365);

    private final Map<String, VersionedPlan> plans = new ConcurrentHashMap<>();

    private final DistributedCacheStore store;

    private final AtomicBoolean stale = new AtomicBoolean(true);

    DistributedPlans(ValkeyClient valkey, Map<String, RateLimitPlan> configured) {
        configured.forEach((name, plan) -> this.plans.put(name, VersionedPlan.configured(name, plan)));
        this.store = valkey.cacheStore("ratelimit-plans", new StalenessListener());
    }

    /**
     * The plan in force under a name.
     * @throws IllegalArgumentException when the plan is unknown
     */
    VersionedPlan get(String name) {
        VersionedPlan found = this.plans.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "Unknown rate-limit plan '" + name + "'; configured: " + new TreeSet<>(this.plans.keySet()));
        }
        return found;
    }

    Map<String, RateLimitPlan> all() {
        Map<String, RateLimitPlan> all = new TreeMap<>();
        this.plans.forEach((name, plan) -> all.put(name, plan.plan()));
        return all;
    }

    /** Puts a plan into force in this replica. */
    void put(VersionedPlan plan) {
        this.plans.put(plan.name(), plan);
    }

    /**
     * Stores a plan for all replicas.
     * @throws ValkeyUnavailableException when the server is unavailable; the plan is
     * stored once it is back
     */
    void publish(VersionedPlan plan) {
        try {
            this.store.put(plan.name(), plan.encode().getBytes(StandardCharsets.UTF_8), REPLACEMENT_TTL);
        }
        catch (ValkeyUnavailableException ex) {
            this.stale.set(true);
            throw ex;
        }
    }

    /**
     * Reads the replacements of other replicas after a change, in one of the concurrent
     * callers, and stores those that the server has lost: each replica that has one in
     * force knows it, and the newest version prevails.
     * @param newer receives each plan that is newer than the one in force
     */
    void refreshIfStale(Consumer<VersionedPlan> newer) {
        if (!this.stale.get() || !this.stale.compareAndSet(true, false)) {
            return;
        }
        try {
            Map<String, DistributedCacheStore.Snapshot> stored = this.store.getAll(List.copyOf(this.plans.keySet()));
            for (VersionedPlan present : List.copyOf(this.plans.values())) {
                DistributedCacheStore.Snapshot snapshot = stored.get(present.name());
                byte[] encoded = (snapshot != null) ? snapshot.value() : null;
                VersionedPlan plan = (encoded != null)
                        ? present.decodeNewer(new String(encoded, StandardCharsets.UTF_8)) : null;
                if (plan != null) {
                    newer.accept(plan);
                }
                else if (encoded == null && present.version() > 0) {
                    publish(present);
                }
            }
        }
        catch (ValkeyUnavailableException ex) {
            this.stale.set(true);
        }
    }

    /** Marks the plans as stale when another replica replaces one. */
    private final class StalenessListener implements DistributedCacheStore.Listener {

        @Override
        public void onEvicted(String key) {
            DistributedPlans.this.stale.set(true);
        }

        @Override
        public void onCleared() {
            // Replacements in force stay in force, and are stored again.
            DistributedPlans.this.stale.set(true);
        }

        @Override
        public void onMessagesLost() {
            DistributedPlans.this.stale.set(true);
        }

    }

}
