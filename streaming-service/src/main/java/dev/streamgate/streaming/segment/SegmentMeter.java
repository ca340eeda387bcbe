/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.segment;

import dev.streamgate.hardening.meter.DocumentedMeter;
import dev.streamgate.hardening.meter.MeterSpec;
import dev.streamgate.hardening.meter.MeterTag;

/** Meters of media files. */
enum SegmentMeter implements DocumentedMeter {

    /** Served bytes. */
    SERVED(MeterSpec
        .counter("streamgate.streaming.served",
                "Media bytes of started responses; clients that disconnect early receive less.")
        .in("bytes")),

    /** Waiting for on-demand encoding. */
    ON_DEMAND_WAIT(MeterSpec.timer("streamgate.streaming.ondemand.wait",
            "Time that requests waited for on-demand encoding; outcome: published, pending (not in time), gone, rejected (too many waiting requests).",
            MeterTag.OUTCOME));

    private final MeterSpec spec;

    SegmentMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}
