/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import dev.streamgate.hardening.metrics.DocumentedMeter;
import dev.streamgate.hardening.metrics.MeterSpec;
import dev.streamgate.hardening.metrics.MeterTag;
import dev.streamgate.hardening.metrics.TagKey;

/** What is measured of jobs on their way through the queue. */
enum QueueMeter implements DocumentedMeter {

    /** Waiting. */
    WAIT(MeterSpec.timer("streamgate.worker.queue.wait",
            "Time from when a job could run until a runner took it; urgency: background, soon, or now (somebody is waiting).",
            MeterTag.TYPE, Tag.URGENCY));

    private final MeterSpec spec;

    QueueMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

    /** What waits are told apart by, beside the job's type. */
    enum Tag implements TagKey {

        /** The job's urgency. */
        URGENCY

    }

}
