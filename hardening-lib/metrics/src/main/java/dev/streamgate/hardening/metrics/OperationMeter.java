/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import dev.streamgate.hardening.meter.DocumentedMeter;
import dev.streamgate.hardening.meter.MeterSpec;
import dev.streamgate.hardening.meter.MeterTag;

/** Meters of operations, that is of controller methods. */
enum OperationMeter implements DocumentedMeter {

    /** Duration of operations. */
    OPERATIONS(MeterSpec.timer("streamgate.operations",
            "Duration of operations; handler: the controller, operation: its method, duration: long for those with @LongRunning, else short, outcome: as for streamgate.requests.",
            MeterTag.HANDLER, MeterTag.OPERATION, OperationTag.DURATION, MeterTag.OUTCOME)),

    /** Size of request bodies. */
    BODY_SIZE(MeterSpec
        .summary("streamgate.operation.body.size", "Size of request bodies with a Content-Length.", MeterTag.HANDLER,
                MeterTag.OPERATION)
        .in("bytes"));

    private final MeterSpec spec;

    OperationMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}
