/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.valkey;

import dev.streamgate.hardening.meter.DocumentedMeter;
import dev.streamgate.hardening.meter.MeterSpec;
import dev.streamgate.hardening.meter.MeterTag;

/** Meters of the Valkey client. */
enum ValkeyMeter implements DocumentedMeter {

    /** Availability of the server. */
    UP(MeterSpec.gauge("streamgate.valkey.up",
            "1 while the Valkey server is connected and its circuit closed, 0 otherwise.")),

    /** Calls by outcome. */
    CALLS(MeterSpec.counter("streamgate.valkey.calls",
            "Calls to the Valkey server; outcome: success, failure (error or time-out), rejected (not connected, or circuit open).",
            MeterTag.OUTCOME)),

    /** Replicas of this service. */
    REPLICAS(MeterSpec.gauge("streamgate.valkey.replicas",
            "Replicas of this service that are connected to the Valkey server, at the last heartbeat."));

    private final MeterSpec spec;

    ValkeyMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}
