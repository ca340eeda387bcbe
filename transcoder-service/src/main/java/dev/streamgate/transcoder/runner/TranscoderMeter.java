/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.runner;

import dev.streamgate.hardening.metrics.DocumentedMeter;
import dev.streamgate.hardening.metrics.MeterSpec;
import dev.streamgate.hardening.metrics.MeterTag;
import dev.streamgate.hardening.metrics.TagKey;

/** What is measured of the runner. */
enum TranscoderMeter implements DocumentedMeter {

    /** Tasks that ended. */
    TASKS(MeterSpec.timer("streamgate.transcoder.tasks", "Time of tasks that ended, by type and result.", MeterTag.TYPE,
            Tag.RESULT)),

    /** Tasks that run. */
    RUNNING(MeterSpec.gauge("streamgate.transcoder.tasks.running", "Tasks that run at the moment.")),

    /** Seconds of video encoded. */
    ENCODED(MeterSpec.counter("streamgate.transcoder.encoded.seconds", "Seconds of video that were encoded.")),

    /** Seconds that encoding took. */
    ENCODING(MeterSpec.counter("streamgate.transcoder.encoding.seconds",
            "Seconds that tasks took to encode; encoded by encoding seconds is the speed as a multiple of real time.")),

    /** Places for tasks. */
    SLOTS(MeterSpec.gauge("streamgate.transcoder.slots",
            "Places for tasks, those for what a viewer waits for among them.")),

    /** Calls to the queue that failed. */
    QUEUE_ERRORS(MeterSpec.counter("streamgate.transcoder.queue.errors",
            "Calls to worker-service that failed or were refused."));

    private final MeterSpec spec;

    TranscoderMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

    /** What tasks are told apart by, beside their type. */
    enum Tag implements TagKey {

        /** {@code done}, {@code failed} or {@code stopped}. */
        RESULT

    }

}
