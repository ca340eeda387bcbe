/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertLevel;

/**
 * A source's report that an alert fires.
 *
 * @param fingerprint identity of the alert
 * @param rule name of the rule
 * @param level urgency
 * @param labels the alert's labels
 * @param summary one sentence that describes the problem
 * @param runbook address or path of the runbook; null for none
 * @param value value of the rule's expression; null if the source does not report it
 * @param startedAt when the condition began to hold
 * @param firedAt when the alert began to fire
 */
record AlertReport(String fingerprint, String rule, AlertLevel level, Map<String, String> labels, String summary,
        @Nullable String runbook, @Nullable Double value, Instant startedAt, Instant firedAt) {

    /** The report of an alert that this service evaluated. */
    static AlertReport of(Alert alert) {
        return new AlertReport(alert.fingerprint(), alert.rule(), alert.level(), alert.labels(), alert.summary(),
                alert.runbook(), Double.isFinite(alert.value()) ? alert.value() : null, alert.startedAt(),
                (alert.firedAt() != null) ? alert.firedAt() : alert.startedAt());
    }

}
