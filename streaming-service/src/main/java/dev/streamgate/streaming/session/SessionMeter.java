/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.session;

import dev.streamgate.hardening.meter.DocumentedMeter;
import dev.streamgate.hardening.meter.MeterSpec;

/** Meters of playback sessions. */
enum SessionMeter implements DocumentedMeter {

    /** Active viewers. */
    VIEWERS(MeterSpec.gauge("streamgate.streaming.viewers",
            "Playback sessions that made a request to this instance within the last minute."));

    private final MeterSpec spec;

    SessionMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}
