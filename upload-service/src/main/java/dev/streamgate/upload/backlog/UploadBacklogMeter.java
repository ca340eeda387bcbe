/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.backlog;

import dev.streamgate.hardening.metrics.DocumentedMeter;
import dev.streamgate.hardening.metrics.MeterSpec;
import dev.streamgate.hardening.metrics.MeterTag;

/** What the table of uploads shows; the same at every instance. */
enum UploadBacklogMeter implements DocumentedMeter {

    /** Under way. */
    SESSIONS(MeterSpec
        .gauge("streamgate.upload.sessions",
                "Uploads that have not ended; state: open (bytes are missing) or verifying.", MeterTag.STATE)
        .in("uploads")),

    /** Kept. */
    STORED(MeterSpec.gauge("streamgate.upload.stored", "Bytes of sources that are kept.").in("bytes")),

    /** Not told yet. */
    OUTBOX(MeterSpec.gauge("streamgate.upload.outbox", "Stored uploads that metadata or worker have not been told of.")
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
