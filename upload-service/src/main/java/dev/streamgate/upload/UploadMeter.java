/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import dev.streamgate.hardening.meter.DocumentedMeter;
import dev.streamgate.hardening.meter.MeterSpec;
import dev.streamgate.hardening.meter.MeterTag;

/** The meters of this service. */
public enum UploadMeter implements DocumentedMeter {

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
        .in("uploads")),

    /** Duration and outcome. */
    VERIFICATION(MeterSpec.timer("streamgate.upload.verification",
            "Time of the verification of a complete file; outcome: stored or rejected.", MeterTag.KIND,
            MeterTag.OUTCOME)),

    /** File sizes. */
    SIZE(MeterSpec.summary("streamgate.upload.size", "Sizes of stored files.").in("bytes"));

    private final MeterSpec spec;

    UploadMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}
