/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.notification;

import dev.streamgate.hardening.meter.DocumentedMeter;
import dev.streamgate.hardening.meter.MeterSpec;

/** Gauge of the outbox; the same value at every instance. */
enum OutboxBacklogMeter implements DocumentedMeter {

    /** Pending contents. */
    PENDING(MeterSpec
        .gauge("streamgate.worker.outbox", "Contents whose latest state has not been delivered to metadata-service.")
        .in("contents"));

    private final MeterSpec spec;

    OutboxBacklogMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}
