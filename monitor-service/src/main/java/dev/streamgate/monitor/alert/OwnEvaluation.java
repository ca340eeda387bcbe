/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.springframework.beans.factory.ObjectProvider;

import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertExpression.Range;
import dev.streamgate.hardening.alert.AlertRule;
import dev.streamgate.hardening.alert.AlertRules;
import dev.streamgate.hardening.alert.Alerts;
import dev.streamgate.monitor.health.SuiteSamples;

/**
 * What this service's own evaluation of the rules says. It knows nothing of the time
 * before the process was started.
 */
class OwnEvaluation {

    private final ObjectProvider<Alerts> alerts;

    private final ObjectProvider<AlertRules> rules;

    private final SuiteSamples samples;

    private final Instant started;

    OwnEvaluation(ObjectProvider<Alerts> alerts, ObjectProvider<AlertRules> rules, SuiteSamples samples,
            Instant started) {
        this.alerts = alerts;
        this.rules = rules;
        this.samples = samples;
        this.started = started;
    }

    /** What is pending or fires. */
    List<Alert> active() {
        Alerts present = this.alerts.getIfAvailable();
        return (present != null) ? present.active() : List.of();
    }

    /**
     * Whether an alert that is not active is over. Of one from before the start that is
     * known once its rule has been checked on as much time as it looks back on.
     */
    boolean isSure(Incident episode, Instant now) {
        if (!episode.openedAt().isBefore(this.started)) {
            return true;
        }
        AlertRules inForce = this.rules.getIfAvailable();
        Optional<AlertRule> rule = (inForce != null) ? inForce.find(episode.claim().rule()) : Optional.empty();
        return rule.isEmpty() || (this.samples.isChecked() && !now.isBefore(this.started.plus(lookBack(rule.get()))));
    }

    private static Duration lookBack(AlertRule rule) {
        Duration[] longest = { Duration.ZERO };
        rule.expression().forEachSeries((series) -> {
            if (series instanceof Range range && range.window().compareTo(longest[0]) > 0) {
                longest[0] = range.window();
            }
        });
        return longest[0];
    }

}
