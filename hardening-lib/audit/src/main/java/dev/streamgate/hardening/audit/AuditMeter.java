/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import dev.streamgate.hardening.meter.DocumentedMeter;
import dev.streamgate.hardening.meter.MeterSpec;

/** Meters of the audit journal. */
enum AuditMeter implements DocumentedMeter {

    /** Durable events. */
    EVENTS(MeterSpec.counter("streamgate.audit.events", "Audit events written to disk.")),

    /** Dropped events. */
    DROPPED(MeterSpec.counter("streamgate.audit.dropped",
            "Best-effort audit events dropped because of overload or a failing disk.")),

    /** Whether the journal is writable. */
    WRITABLE(MeterSpec.gauge("streamgate.audit.writable",
            "1 if the last write of audit events succeeded, else 0; at 0 operations that must be audited are rejected."));

    private final MeterSpec spec;

    AuditMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}
