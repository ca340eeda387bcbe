/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import dev.streamgate.hardening.meter.DocumentedMeter;
import dev.streamgate.hardening.meter.MeterSpec;
import dev.streamgate.hardening.meter.MeterTag;

/** Meters of alerting. */
enum AlertMeter implements DocumentedMeter {

    /** Active alerts. */
    ACTIVE(MeterSpec.gauge("streamgate.alerts", "Active alerts of this process' own rules, by level and state.",
            MeterTag.LEVEL, MeterTag.STATE)),

    /** Evaluations of all rules. */
    EVALUATIONS(MeterSpec.timer("streamgate.alert.evaluations",
            "Duration of an evaluation of all rules, including reading the meters.", MeterTag.OUTCOME)),

    /** Alerts and samples beyond a limit. */
    DROPPED(MeterSpec.counter("streamgate.alert.dropped",
            "Alerts and counter samples dropped because max-active or max-samples was reached.")),

    /** Deliveries to handlers. */
    DELIVERIES(MeterSpec.counter("streamgate.alert.deliveries",
            "Deliveries of alerts to handlers; outcome: delivered, retried (an attempt failed), failed (the last attempt failed), dropped (the queue was full or the process stopped).",
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
