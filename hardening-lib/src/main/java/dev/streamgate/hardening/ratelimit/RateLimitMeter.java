package dev.streamgate.hardening.ratelimit;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;

import dev.streamgate.hardening.metrics.DocumentedMeter;

/** What the limiter measures. */
enum RateLimitMeter implements DocumentedMeter {

    /** Checks by plan and outcome. */
    CHECKS("streamgate.ratelimit.checks", Meter.Type.COUNTER,
            "Requests that a plan was applied to; outcome: allowed, refused, or shadowed (let through by a plan that is not enforced yet)."),

    /** Clients in debt. */
    CLIENTS("streamgate.ratelimit.clients", Meter.Type.GAUGE, "Clients whose bucket is not full at the moment."),

    /** Clients driven out of the table. */
    EVICTIONS("streamgate.ratelimit.evictions", Meter.Type.COUNTER,
            "Clients in debt whose place another client took, with the debt; growing means that streamgate.rate-limit.clients is too small."),

    /** Checks without the shared server. */
    UNSHARED("streamgate.ratelimit.unshared", Meter.Type.COUNTER,
            "Checks of shared buckets that were answered by this replica alone, as the plan's when-unavailable says.");

    private final String meter;

    private final Meter.Type type;

    private final String description;

    RateLimitMeter(String meter, Meter.Type type, String description) {
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
        return (this == CHECKS) ? Tag.values() : new KeyName[] { Tag.PLAN };
    }

    @Override
    public String description() {
        return this.description;
    }

    /** What checks are told apart by. */
    enum Tag implements KeyName {

        /** The plan's name. */
        PLAN,

        /** What came of it. */
        OUTCOME;

        @Override
        public String asString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

    }

}
