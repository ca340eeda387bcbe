/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.verify;

import dev.streamgate.hardening.metrics.DocumentedMeter;
import dev.streamgate.hardening.metrics.MeterSpec;
import dev.streamgate.hardening.metrics.MeterTag;

/** What is measured of complete files. */
enum VerificationMeter implements DocumentedMeter {

    /** The look at the file. */
    VERIFICATION(MeterSpec.timer("streamgate.upload.verification",
            "How long the look at a complete file took, and what came of it: stored or rejected.", MeterTag.KIND,
            MeterTag.OUTCOME)),

    /** Sizes. */
    SIZE(MeterSpec.summary("streamgate.upload.size", "Bytes of the files that were stored.").in("bytes"));

    private final MeterSpec spec;

    VerificationMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}
