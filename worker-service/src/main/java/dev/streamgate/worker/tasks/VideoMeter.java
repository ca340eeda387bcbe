/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.tasks;

import dev.streamgate.hardening.meter.DocumentedMeter;
import dev.streamgate.hardening.meter.MeterSpec;

/** Timers of videos from submission to playback. */
enum VideoMeter implements DocumentedMeter {

    /** Until playable. */
    PLAYABLE(MeterSpec.timer("streamgate.worker.video.playable",
            "Time from the submission of a transcode job until a player can start.")),

    /** Until ready. */
    READY(MeterSpec.timer("streamgate.worker.video.ready",
            "Time from the submission of a transcode job until all segments are published."));

    private final MeterSpec spec;

    VideoMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}
