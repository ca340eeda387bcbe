/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.backlog;

import dev.streamgate.hardening.meter.DocumentedMeter;
import dev.streamgate.hardening.meter.MeterSpec;
import dev.streamgate.hardening.meter.MeterTag;

/** Gauges over the table of uploads; every instance reports the same values. */
enum UploadBacklogMeter implements DocumentedMeter {

    /** Unfinished uploads. */
    SESSIONS(MeterSpec
        .gauge("streamgate.upload.sessions", "Unfinished uploads; state: open (bytes are missing) or verifying.",
                MeterTag.STATE)
        .in("uploads")),

    /** Stored bytes. */
    STORED(MeterSpec.gauge("streamgate.upload.stored", "Bytes of stored sources.").in("bytes")),

    /** Undelivered uploads. */
    OUTBOX(MeterSpec
        .gauge("streamgate.upload.outbox", "Stored uploads not yet delivered to metadata-service and worker-service.")
        .in("uploads"));

    private final MeterSpec spec;

    UploadBacklogMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}
