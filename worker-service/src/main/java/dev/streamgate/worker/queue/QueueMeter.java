/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import dev.streamgate.hardening.meter.DocumentedMeter;
import dev.streamgate.hardening.meter.MeterSpec;
import dev.streamgate.hardening.meter.MeterTag;
import dev.streamgate.hardening.meter.TagKey;

/** Timers of the queue. */
enum QueueMeter implements DocumentedMeter {

    /** Wait of a job. */
    WAIT(MeterSpec.timer("streamgate.worker.queue.wait",
            "Time from when a job became available until its lease; urgency: background, prefetch, startup or on_demand.",
            MeterTag.TYPE, Tag.URGENCY));

    private final MeterSpec spec;

    QueueMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

    /** Tags beside the job's type. */
    enum Tag implements TagKey {

        /** The job's urgency. */
        URGENCY

    }

}
