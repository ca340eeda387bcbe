/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import dev.streamgate.hardening.meter.DocumentedMeter;
import dev.streamgate.hardening.meter.MeterSpec;
import dev.streamgate.hardening.meter.MeterTag;

/** Meters of caches beside Micrometer's {@code cache.*}. */
enum CacheMeter implements DocumentedMeter {

    /** Maximum size. */
    ENTRIES_MAX(
            MeterSpec.gauge("streamgate.cache.entries.max", "Maximum number of entries of a cache.", MeterTag.CACHE)),

    /** Time to live. */
    TTL(MeterSpec.gauge("streamgate.cache.ttl", "Time to live of a cache's entries after their write.", MeterTag.CACHE)
        .in("seconds")),

    /** Evictions because of size. */
    SIZE_EVICTIONS(MeterSpec.counter("streamgate.cache.size.evictions",
            "Entries evicted before they expired, because their cache was full.", MeterTag.CACHE)),

    /** Reads of the second level. */
    DISTRIBUTED_GETS(MeterSpec.counter("streamgate.cache.distributed.gets",
            "Reads of a distributed cache's second level, after a miss of the first; outcome: hit, miss, unavailable (the server is down), unreadable (evicted, since it could not be decoded).",
            MeterTag.CACHE, MeterTag.OUTCOME)),

    /** Writes to the second level. */
    DISTRIBUTED_WRITES(MeterSpec.counter("streamgate.cache.distributed.writes",
            "Writes to a distributed cache's second level; outcome: stored, removed, outdated (changed during the load), oversized (kept in the first level only), unavailable.",
            MeterTag.CACHE, MeterTag.OUTCOME)),

    /** Invalidations. */
    INVALIDATIONS(MeterSpec.counter("streamgate.cache.invalidations",
            "Invalidations of a distributed cache's first level by other replicas; outcome: entry, all, missed (all, since messages may have been lost).",
            MeterTag.CACHE, MeterTag.OUTCOME)),

    /** Batches. */
    BATCHES(MeterSpec.counter("streamgate.cache.batches",
            "Batches of writes to a cache; outcome: written, failed (kept and retried).", MeterTag.CACHE,
            MeterTag.OUTCOME)),

    /** Warming. */
    WARMED(MeterSpec.counter("streamgate.cache.warmed", "Entries that warmers have loaded into a cache.",
            MeterTag.CACHE)),

    /** Refreshes. */
    REFRESHES(MeterSpec.counter("streamgate.cache.refreshes",
            "Background refreshes of a cache's entries; outcome: done, failed (the old entry stays), dropped (the queue was full).",
            MeterTag.CACHE, MeterTag.OUTCOME));

    private final MeterSpec spec;

    CacheMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}
