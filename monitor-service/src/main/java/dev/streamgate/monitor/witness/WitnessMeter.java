/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.witness;

import dev.streamgate.hardening.meter.DocumentedMeter;
import dev.streamgate.hardening.meter.MeterSpec;
import dev.streamgate.hardening.meter.MeterTag;
import dev.streamgate.hardening.meter.TagKey;

/** Meters of the witness. */
enum WitnessMeter implements DocumentedMeter {

    /** Collected heads. */
    HEADS(MeterSpec.counter("streamgate.audit.witness.heads",
            "Heads of audit journals that the witness collected; outcome: stored, known, conflict, failed (database), unreachable.",
            Tag.TARGET, MeterTag.OUTCOME)),

    /** Heads that contradict those witnessed earlier. */
    CONFLICTS(MeterSpec.counter("streamgate.audit.witness.conflicts",
            "Heads of audit journals that contradict those witnessed earlier, counted each time one is collected.",
            Tag.TARGET, MeterTag.KIND));

    private final MeterSpec spec;

    WitnessMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

    /** Tags of the witness. */
    enum Tag implements TagKey {

        /** The service that writes the journal. */
        TARGET

    }

}
