package dev.streamgate.hardening.cache;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

import dev.streamgate.hardening.metrics.DocumentedMeter;

/** What is measured of caches beside Micrometer's own {@code cache.*}. */
enum CacheMeter implements DocumentedMeter {

    /** Reads of the second level. */
    SHARED_GETS("streamgate.cache.shared.gets", Meter.Type.COUNTER,
            "Reads of a cache's second level, after a miss of the first; outcome: hit, miss, unavailable (the server is down), unreadable (of another form; forgotten)."),

    /** Writes to the second level. */
    SHARED_WRITES("streamgate.cache.shared.writes", Meter.Type.COUNTER,
            "Writes of a cache's second level; outcome: stored, removed, outdated (changed while it was loaded), oversized (stays in this process), unavailable."),

    /** Invalidations. */
    INVALIDATIONS("streamgate.cache.invalidations", Meter.Type.COUNTER,
            "What other replicas' changes removed from a cache's first level; outcome: entry, all, or missed (all, since changes may not have been heard)."),

    /** Batches. */
    BATCHES("streamgate.cache.batches", Meter.Type.COUNTER,
            "Batches of writes to a cache; outcome: written, or failed (kept and tried again)."),

    /** Warmings. */
    WARMED("streamgate.cache.warmed", Meter.Type.COUNTER, "Entries that warming has put into a cache."),

    /** Refreshes that were not done. */
    REFRESHES("streamgate.cache.refreshes", Meter.Type.COUNTER,
            "Entries that were due to be loaded again ahead; outcome: done, failed (the old one stays), dropped (too many at once).");

    private final String meter;

    private final Meter.Type type;

    private final String description;

    CacheMeter(String meter, Meter.Type type, String description) {
        this.meter = meter;
        this.type = type;
        this.description = description;
    }

    @Override
    public String getName() {
        return this.meter;
    }

    @Override
    public Meter.Type getType() {
        return this.type;
    }

    @Override
    public KeyName[] getKeyNames() {
        return (this == WARMED) ? new KeyName[] { Tag.CACHE } : Tag.values();
    }

    @Override
    public String description() {
        return this.description;
    }

    Counter counter(MeterRegistry meters, String cache) {
        return Counter.builder(this.meter)
            .description(this.description)
            .tag(Tag.CACHE.asString(), cache)
            .register(meters);
    }

    Counter counter(MeterRegistry meters, String cache, String outcome) {
        return Counter.builder(this.meter)
            .description(this.description)
            .tag(Tag.CACHE.asString(), cache)
            .tag(Tag.OUTCOME.asString(), outcome)
            .register(meters);
    }

    /** What they are told apart by. */
    enum Tag implements KeyName {

        /** The cache's name. */
        CACHE,

        /** What came of it. */
        OUTCOME;

        @Override
        public String asString() {
            return name().toLowerCase(Locale.ROOT);
        }

    }

}
