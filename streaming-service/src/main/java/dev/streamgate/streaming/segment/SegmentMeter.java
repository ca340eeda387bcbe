/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.segment;

import dev.streamgate.hardening.metrics.DocumentedMeter;
import dev.streamgate.hardening.metrics.MeterSpec;
import dev.streamgate.hardening.metrics.MeterTag;

/** What is measured of media files that are sent. */
enum SegmentMeter implements DocumentedMeter {

    /** Bytes. */
    SERVED(MeterSpec
        .counter("streamgate.streaming.served",
                "Bytes of media in answers that were begun; a player that leaves early takes less.")
        .in("bytes")),

    /** Waiting for what is not there yet. */
    DEMAND(MeterSpec.timer("streamgate.streaming.demand",
            "Time that requests waited for a file that was not there; outcome: made, pending (not in time), gone, refused (too many wait).",
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
