/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import dev.streamgate.hardening.metrics.DocumentedMeter;
import dev.streamgate.hardening.metrics.MeterSpec;

/** What is measured of videos on their way to the player. */
enum VideoMeter implements DocumentedMeter {

    /** Playable. */
    PLAYABLE(MeterSpec.timer("streamgate.worker.video.playable",
            "Time from the transcode job's submission until a player can start.")),

    /** Ready. */
    READY(MeterSpec.timer("streamgate.worker.video.ready",
            "Time from the transcode job's submission until every segment is published."));

    private final MeterSpec spec;

    VideoMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}
