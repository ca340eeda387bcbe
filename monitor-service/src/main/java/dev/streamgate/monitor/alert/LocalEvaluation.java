/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertRule;
import dev.streamgate.hardening.alert.AlertRules;
import dev.streamgate.hardening.alert.Alerts;
import dev.streamgate.hardening.alert.SeriesExpression.Range;
import dev.streamgate.monitor.health.SuiteSamples;

/**
 * This service's own evaluation of the rules. Its windows contain no samples from before
 * the start of the process.
 */
@Component
class LocalEvaluation {

    private static final Duration MAX_SETTLING = Duration.ofMinutes(5);

    private final ObjectProvider<Alerts> alerts;

    private final ObjectProvider<AlertRules> rules;

    private final SuiteSamples samples;

    private final Instant started;

    LocalEvaluation(ObjectProvider<Alerts> alerts, ObjectProvider<AlertRules> rules, SuiteSamples samples,
            Clock clock) {
        this.alerts = alerts;
        this.rules = rules;
        this.samples = samples;
        this.started = clock.instant();
    }

    /** The pending and firing alerts. */
    List<Alert> active() {
        Alerts available = this.alerts.getIfAvailable();
        return (available != null) ? available.active() : List.of();
    }

    /**
     * Whether the absence of an incident's alert means that its condition has ended. For
     * incidents from before the start of the process, the rule's shortest window must be
     * filled first, for five minutes at most: rules end with the shortest one.
     */
    boolean isConclusive(Incident incident, Instant now) {
        if (!incident.openedAt().isBefore(this.started)) {
            return true;
        }
        AlertRules available = this.rules.getIfAvailable();
        Optional<AlertRule> rule = (available != null) ? available.find(incident.report().rule()) : Optional.empty();
        return rule.isEmpty() || (this.samples.isComplete() && !now.isBefore(this.started.plus(settling(rule.get()))));
    }

    private static Duration settling(AlertRule rule) {
        Duration[] shortest = { MAX_SETTLING };
        boolean[] hasWindow = { false };
        rule.expression().forEachSeries((series) -> {
            if (series instanceof Range range) {
                hasWindow[0] = true;
                shortest[0] = (range.window().compareTo(shortest[0]) < 0) ? range.window() : shortest[0];
            }
        });
        return hasWindow[0] ? shortest[0] : Duration.ZERO;
    }

}
