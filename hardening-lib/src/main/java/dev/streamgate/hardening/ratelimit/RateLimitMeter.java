/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import dev.streamgate.hardening.metrics.DocumentedMeter;
import dev.streamgate.hardening.metrics.MeterSpec;
import dev.streamgate.hardening.metrics.MeterTag;

/** What the limiter measures. */
enum RateLimitMeter implements DocumentedMeter {

    /** Checks by plan and outcome. */
    CHECKS(MeterSpec.counter("streamgate.ratelimit.checks",
            "Requests that a plan was applied to; outcome: allowed, refused, or shadowed (let through by a plan that is not enforced yet).",
            MeterTag.PLAN, MeterTag.OUTCOME)),

    /** Clients in debt. */
    CLIENTS(MeterSpec.gauge("streamgate.ratelimit.clients", "Clients whose bucket is not full at the moment.",
            MeterTag.PLAN)),

    /** Clients driven out of the table. */
    EVICTIONS(MeterSpec.counter("streamgate.ratelimit.evictions",
            "Clients in debt whose place another client took, with the debt; growing means that streamgate.rate-limit.clients is too small.",
            MeterTag.PLAN)),

    /** Checks without the shared server. */
    UNSHARED(MeterSpec.counter("streamgate.ratelimit.unshared",
            "Checks of shared buckets that were answered by this replica alone, as the plan's fallback-policy says.",
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
