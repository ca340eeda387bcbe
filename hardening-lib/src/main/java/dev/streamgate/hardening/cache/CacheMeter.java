/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.cache;

import dev.streamgate.hardening.metrics.DocumentedMeter;
import dev.streamgate.hardening.metrics.MeterSpec;
import dev.streamgate.hardening.metrics.MeterTag;

/** What is measured of caches beside Micrometer's own {@code cache.*}. */
enum CacheMeter implements DocumentedMeter {

    /** The bound of a cache. */
    ENTRIES_MAX(
            MeterSpec.gauge("streamgate.cache.entries.max", "How many entries a cache holds at most.", MeterTag.CACHE)),

    /** How long a cache keeps what it has. */
    TTL(MeterSpec
        .gauge("streamgate.cache.ttl", "How long a cache gives an entry out after it was written.", MeterTag.CACHE)
        .in("seconds")),

    /** Entries that had to make room. */
    DISPLACED(MeterSpec.counter("streamgate.cache.displaced",
            "Entries that were driven out of a cache for want of room, before their time was over.", MeterTag.CACHE)),

    /** Reads of the second level. */
    SHARED_GETS(MeterSpec.counter("streamgate.cache.shared.gets",
            "Reads of a cache's second level, after a miss of the first; outcome: hit, miss, unavailable (the server is down), unreadable (of another form; forgotten).",
            MeterTag.CACHE, MeterTag.OUTCOME)),

    /** Writes to the second level. */
    SHARED_WRITES(MeterSpec.counter("streamgate.cache.shared.writes",
            "Writes of a cache's second level; outcome: stored, removed, outdated (changed while it was loaded), oversized (stays in this process), unavailable.",
            MeterTag.CACHE, MeterTag.OUTCOME)),

    /** Invalidations. */
    INVALIDATIONS(MeterSpec.counter("streamgate.cache.invalidations",
            "What other replicas' changes removed from a cache's first level; outcome: entry, all, or missed (all, since changes may not have been heard).",
            MeterTag.CACHE, MeterTag.OUTCOME)),

    /** Batches. */
    BATCHES(MeterSpec.counter("streamgate.cache.batches",
            "Batches of writes to a cache; outcome: written, or failed (kept and tried again).", MeterTag.CACHE,
            MeterTag.OUTCOME)),

    /** Warmings. */
    WARMED(MeterSpec.counter("streamgate.cache.warmed", "Entries that warming has put into a cache.", MeterTag.CACHE)),

    /** Refreshes that were not done. */
    REFRESHES(MeterSpec.counter("streamgate.cache.refreshes",
            "Entries that were due to be loaded again ahead; outcome: done, failed (the old one stays), dropped (too many at once).",
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
