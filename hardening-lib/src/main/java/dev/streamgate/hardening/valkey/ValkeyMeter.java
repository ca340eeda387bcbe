/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

import dev.streamgate.hardening.metrics.DocumentedMeter;
import dev.streamgate.hardening.metrics.MeterSpec;
import dev.streamgate.hardening.metrics.MeterTag;

/** What is measured of the shared server. */
enum ValkeyMeter implements DocumentedMeter {

    /** Whether the server is used. */
    UP(MeterSpec.gauge("streamgate.valkey.up",
            "1 while the Valkey server is connected and answers, 0 while it is left alone.")),

    /** Calls by outcome. */
    CALLS(MeterSpec.counter("streamgate.valkey.calls",
            "Calls of the Valkey server; outcome: success, failure (an error, or no answer in time), rejected (not tried, since the server is down).",
            MeterTag.OUTCOME)),

    /** Replicas that are known. */
    REPLICAS(MeterSpec.gauge("streamgate.valkey.replicas",
            "Replicas of this service that use the Valkey server, as counted last."));

    private final MeterSpec spec;

    ValkeyMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}
