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
 * What a source says of an alert that fires.
 *
 * @param fingerprint which alert it is
 * @param rule name of the rule
 * @param level how bad it is
 * @param labels what it is about
 * @param summary what happened, in one sentence
 * @param runbook where it is told what to do
 * @param value what the rule's expression gave; {@code null} where the source does not
 * say
 * @param startedAt when its condition began to hold
 * @param firedAt when it began to fire
 */
record AlertReport(String fingerprint, String rule, AlertLevel level, Map<String, String> labels, String summary,
        @Nullable String runbook, @Nullable Double value, Instant startedAt, Instant firedAt) {

    /** What the own evaluation says. */
    static AlertReport of(Alert alert) {
        return new AlertReport(alert.fingerprint(), alert.rule(), alert.level(), alert.labels(), alert.summary(),
                alert.runbook(), Double.isFinite(alert.value()) ? alert.value() : null, alert.startedAt(),
                (alert.firedAt() != null) ? alert.firedAt() : alert.startedAt());
    }

}
