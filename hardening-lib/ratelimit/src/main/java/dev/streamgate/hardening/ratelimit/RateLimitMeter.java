/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import dev.streamgate.hardening.meter.DocumentedMeter;
import dev.streamgate.hardening.meter.MeterSpec;
import dev.streamgate.hardening.meter.MeterTag;

/** Meters of rate limits. */
enum RateLimitMeter implements DocumentedMeter {

    /** Checks by plan and outcome. */
    CHECKS(MeterSpec.counter("streamgate.ratelimit.checks",
            "Requests checked against a plan; outcome: allowed, rejected, shadowed (let through, since the plan is in shadow mode).",
            MeterTag.PLAN, MeterTag.OUTCOME)),

    /** Buckets in use. */
    BUCKETS(MeterSpec.gauge("streamgate.ratelimit.buckets", "Buckets of a plan that are not full.", MeterTag.PLAN)),

    /** Evicted buckets. */
    EVICTIONS(MeterSpec.counter("streamgate.ratelimit.evictions",
            "Buckets evicted before they were full; the new key inherits the consumed tokens. Growth means that streamgate.rate-limit.max-buckets is too small.",
            MeterTag.PLAN)),

    /** Checks without the server. */
    FALLBACKS(MeterSpec.counter("streamgate.ratelimit.fallbacks",
            "Checks decided by the plan's fallback policy, since the distributed buckets were unavailable.",
            MeterTag.PLAN));

    private final MeterSpec spec;

    RateLimitMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}
