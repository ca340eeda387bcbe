/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.witness;

import dev.streamgate.hardening.metrics.DocumentedMeter;
import dev.streamgate.hardening.metrics.MeterSpec;
import dev.streamgate.hardening.metrics.MeterTag;
import dev.streamgate.hardening.metrics.TagKey;

/** What the witness measures. */
enum WitnessMeter implements DocumentedMeter {

    /** Signed ends of audit journals that were asked for. */
    HEADS(MeterSpec.counter("streamgate.audit.witness.heads",
            "Signed ends of audit journals that the witness asked for: kept, known, refused, or unanswered.",
            Tag.TARGET, MeterTag.OUTCOME)),

    /** Signed ends that contradict what was witnessed. */
    CONFLICTS(MeterSpec.counter("streamgate.audit.witness.conflicts",
            "Signed ends of audit journals that contradict what was witnessed, each time one is seen.", Tag.TARGET,
            MeterTag.KIND));

    private final MeterSpec spec;

    WitnessMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

    /** What journals are told apart by. */
    enum Tag implements TagKey {

        /** The service whose journal it is. */
        TARGET

    }

}
