/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import dev.streamgate.hardening.metrics.DocumentedMeter;
import dev.streamgate.hardening.metrics.MeterSpec;
import dev.streamgate.hardening.metrics.MeterTag;

/** What is measured of alerts. */
enum AlertMeter implements DocumentedMeter {

    /** Active alerts. */
    ACTIVE(MeterSpec.gauge("streamgate.alerts", "Alerts of this process' own rules, by level and state.",
            MeterTag.LEVEL, MeterTag.STATE)),

    /** Checks. */
    CHECKS(MeterSpec.timer("streamgate.alert.checks", "Time of checks of all rules, meters read included.",
            MeterTag.OUTCOME)),

    /** Alerts and readings without room. */
    REFUSED(MeterSpec.counter("streamgate.alert.refused",
            "Alerts and readings of counters that were not kept since there were too many.")),

    /** What handlers were told. */
    DELIVERIES(MeterSpec.counter("streamgate.alert.deliveries",
            "Alerts given to handlers; outcome: delivered, retried (an attempt failed), failed (given up), dropped (the queue was full or the process ended).",
            MeterTag.HANDLER, MeterTag.OUTCOME));

    private final MeterSpec spec;

    AlertMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}
