/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

/** What is measured of each operation, that is of each controller's methods. */
enum OperationMeter implements DocumentedMeter {

    /** Operations. */
    OPERATIONS(MeterSpec.timer("streamgate.operations",
            "Time of operations; handler: the controller, operation: its method, outcome as of requests.",
            MeterTag.HANDLER, MeterTag.OPERATION, MeterTag.OUTCOME)),

    /** Bodies. */
    BODY_SIZE(MeterSpec
        .summary("streamgate.operation.body.size", "Size of request bodies that had a length.", MeterTag.HANDLER,
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
