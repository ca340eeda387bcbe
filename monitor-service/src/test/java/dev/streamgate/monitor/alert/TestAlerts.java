/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.time.Instant;
import java.util.Map;

import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertLevel;
import dev.streamgate.hardening.alert.AlertState;

/** Alerts for tests. */
final class TestAlerts {

    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private TestAlerts() {
    }

    static Instant at(long seconds) {
        return NOON.plusSeconds(seconds);
    }

    static AlertReport report(String rule, String service, AlertLevel level, long firedAt) {
        return AlertReport.of(alert(rule, service, level, AlertState.FIRING, firedAt));
    }

    static Alert alert(String rule, String service, AlertLevel level, AlertState state, long firedAt) {
        Map<String, String> labels = Map.of("service", service, "severity", level.label());
        return new Alert(Alert.fingerprint(rule, labels), rule, level, state, labels, rule + " of " + service + ".",
                "docs/runbooks/" + rule + ".md", 1, at(firedAt), (state == AlertState.PENDING) ? null : at(firedAt),
                null);
    }

}
