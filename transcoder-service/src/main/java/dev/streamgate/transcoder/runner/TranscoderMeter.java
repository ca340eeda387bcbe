/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.runner;

import dev.streamgate.hardening.meter.DocumentedMeter;
import dev.streamgate.hardening.meter.MeterSpec;
import dev.streamgate.hardening.meter.MeterTag;
import dev.streamgate.hardening.meter.TagKey;

/** Meters of the runner. */
enum TranscoderMeter implements DocumentedMeter {

    /** Ended tasks. */
    TASKS(MeterSpec.timer("streamgate.transcoder.tasks", "Duration of ended tasks, by type and result.", MeterTag.TYPE,
            Tag.RESULT)),

    /** Running tasks. */
    RUNNING(MeterSpec.gauge("streamgate.transcoder.tasks.running", "Running tasks.")),

    /** Seconds of encoded video. */
    ENCODED(MeterSpec.counter("streamgate.transcoder.encoded.seconds", "Seconds of encoded video.")),

    /** Seconds spent on encoding. */
    ENCODING(MeterSpec.counter("streamgate.transcoder.encoding.seconds",
            "Seconds spent on encoding; encoded seconds divided by encoding seconds is the speed as a multiple of real time.")),

    /** Slots. */
    SLOTS(MeterSpec.gauge("streamgate.transcoder.slots", "Task slots, including those reserved for urgent tasks.")),

    /** Failed calls to the queue. */
    QUEUE_ERRORS(MeterSpec.counter("streamgate.transcoder.queue.errors", "Failed calls to worker-service."));

    private final MeterSpec spec;

    TranscoderMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

    /** Tags of tasks, besides their type. */
    enum Tag implements TagKey {

        /** {@code done}, {@code failed} or {@code stopped}. */
        RESULT

    }

}
