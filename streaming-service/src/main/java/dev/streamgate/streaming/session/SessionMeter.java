/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.session;

import dev.streamgate.hardening.metrics.DocumentedMeter;
import dev.streamgate.hardening.metrics.MeterSpec;

/** What is measured of playback sessions. */
enum SessionMeter implements DocumentedMeter {

    /** Those who watch. */
    VIEWERS(MeterSpec.gauge("streamgate.streaming.viewers",
            "Playback sessions that asked this instance for something within the last minute."));

    private final MeterSpec spec;

    SessionMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}
