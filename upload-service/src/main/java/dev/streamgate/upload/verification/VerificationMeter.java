/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.verification;

import dev.streamgate.hardening.meter.DocumentedMeter;
import dev.streamgate.hardening.meter.MeterSpec;
import dev.streamgate.hardening.meter.MeterTag;

/** Meters of verifications. */
enum VerificationMeter implements DocumentedMeter {

    /** Duration and outcome. */
    VERIFICATION(MeterSpec.timer("streamgate.upload.verification",
            "Time of the verification of a complete file; outcome: stored or rejected.", MeterTag.KIND,
            MeterTag.OUTCOME)),

    /** File sizes. */
    SIZE(MeterSpec.summary("streamgate.upload.size", "Sizes of stored files.").in("bytes"));

    private final MeterSpec spec;

    VerificationMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}
