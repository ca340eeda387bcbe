/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import dev.streamgate.hardening.metrics.DocumentedMeter;
import dev.streamgate.hardening.metrics.MeterSpec;

/** What the journal measures. */
enum AuditMeter implements DocumentedMeter {

    /** Events kept. */
    EVENTS(MeterSpec.counter("streamgate.audit.events", "Audit events that are on the disk.")),

    /** Events dropped. */
    DROPPED(MeterSpec.counter("streamgate.audit.dropped",
            "Audit events of the kind that may be dropped, dropped since too many came at once.")),

    /** Whether events can be kept. */
    WRITABLE(MeterSpec.gauge("streamgate.audit.writable",
            "1 while audit events can be kept, 0 from a write that failed until one succeeds; what must be recorded is refused meanwhile."));

    private final MeterSpec spec;

    AuditMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}
