/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The active alerts of one rule, one for each set of labels, and their life cycle:
 * pending, firing, resolved, as in Prometheus. Not thread-safe.
 */
final class RuleAlerts {

    private final ActiveAlertLimit limit;

    private final Map<Map<String, String>, ActiveAlert> alerts = new HashMap<>();

    private AlertRule rule;

    RuleAlerts(AlertRule rule, ActiveAlertLimit limit) {
        this.rule = rule;
        this.limit = limit;
    }

    AlertRule rule() {
        return this.rule;
    }

    /**
     * Replaces the rule by a changed one if the alerts keep their identity.
     * @return false if level or labels differ, so that the alerts have to end
     */
    boolean tryReplaceRule(AlertRule changed) {
        if (changed.level() != this.rule.level() || !changed.labels().equals(this.rule.labels())) {
            return false;
        }
        this.rule = changed;
        return true;
    }

    /**
     * Updates the alerts to the current values of the rule's expression.
     * @param changes receives each alert that begins to fire or is resolved
     */
    void update(Instant now, VectorNode vector, List<Alert> changes) {
        for (int i = 0; i < vector.size(); i++) {
            if (this.rule.condition().holds(vector.value(i), this.rule.threshold())) {
                hold(now, alertLabels(vector.labels().get(i)), vector.value(i));
            }
        }
        if (this.alerts.isEmpty()) {
            return;
        }
        Iterator<ActiveAlert> all = this.alerts.values().iterator();
        while (all.hasNext()) {
            ActiveAlert alert = all.next();
            if (!alert.heldAt.equals(now) && alert.hasEnded(now, this.rule.keepFiring())) {
                all.remove();
                resolve(alert, now, changes);
            }
            else if (alert.firedAt == null
                    && Duration.between(alert.startedAt, now).compareTo(this.rule.pendingPeriod()) >= 0) {
                alert.firedAt = now;
                changes.add(alert.snapshot(this.rule, AlertState.FIRING, null));
            }
        }
    }

    /** Ends all alerts. */
    void end(Instant now, List<Alert> changes) {
        this.alerts.values().forEach((alert) -> resolve(alert, now, changes));
        this.alerts.clear();
    }

    /**
     * Suppresses a firing alert until its condition has ended.
     * @return the resolved alert; null if no alert with that fingerprint fires
     */
    @Nullable Alert suppress(String fingerprint, Instant now) {
        for (ActiveAlert alert : this.alerts.values()) {
            if (alert.firedAt != null && !alert.suppressed && alert.fingerprint.equals(fingerprint)) {
                alert.suppressed = true;
                return alert.snapshot(this.rule, AlertState.RESOLVED, now);
            }
        }
        return null;
    }

    /** Adds an alert that fired in an earlier process, unless it is active already. */
    void restore(Alert alert) {
        if (!this.alerts.containsKey(alert.labels()) && this.limit.tryAcquire()) {
            ActiveAlert restored = new ActiveAlert(this.rule, alert.labels(), alert.startedAt(), alert.value());
            restored.firedAt = (alert.firedAt() != null) ? alert.firedAt() : alert.startedAt();
            this.alerts.put(restored.labels, restored);
        }
    }

    /** Adds the alerts that are not suppressed to a list. */
    void addActiveTo(List<Alert> active) {
        for (ActiveAlert alert : this.alerts.values()) {
            if (!alert.suppressed) {
                AlertState state = (alert.firedAt != null) ? AlertState.FIRING : AlertState.PENDING;
                active.add(alert.snapshot(this.rule, state, null));
            }
        }
    }

    private void resolve(ActiveAlert alert, Instant now, List<Alert> changes) {
        this.limit.release();
        if (alert.firedAt != null && !alert.suppressed) {
            changes.add(alert.snapshot(this.rule, AlertState.RESOLVED, now));
        }
    }

    private void hold(Instant now, Map<String, String> labels, double value) {
        ActiveAlert alert = this.alerts.get(labels);
        if (alert == null) {
            if (!this.limit.tryAcquire()) {
                return;
            }
            alert = new ActiveAlert(this.rule, labels, now, value);
            this.alerts.put(labels, alert);
        }
        alert.heldAt = now;
        alert.endedAt = null;
        alert.value = value;
    }

    private Map<String, String> alertLabels(Map<String, String> series) {
        Map<String, String> all = new HashMap<>(series);
        all.putAll(this.rule.labels());
        all.put("severity", this.rule.level().label());
        all.remove("alertname");
        all.values().removeIf(String::isEmpty);
        return all;
    }

    /** One pending or firing alert. */
    private static final class ActiveAlert {

        private final String fingerprint;

        private final Map<String, String> labels;

        private final Instant startedAt;

        /** When the condition last held. */
        private Instant heldAt = Instant.MIN;

        private @Nullable Instant firedAt;

        /** When the condition ceased to hold; null while it holds. */
        private @Nullable Instant endedAt;

        private boolean suppressed;

        private double value;

        ActiveAlert(AlertRule rule, Map<String, String> labels, Instant startedAt, double value) {
            this.fingerprint = Alert.fingerprint(rule.name(), labels);
            this.labels = labels;
            this.startedAt = startedAt;
            this.value = value;
        }

        /** Whether the alert has ended; called if the condition does not hold. */
        boolean hasEnded(Instant now, Duration keepFiring) {
            if (this.firedAt == null || this.suppressed) {
                return true;
            }
            if (this.endedAt == null) {
                this.endedAt = now;
            }
            return Duration.between(this.endedAt, now).compareTo(keepFiring) >= 0;
        }

        Alert snapshot(AlertRule rule, AlertState state, @Nullable Instant resolvedAt) {
            return new Alert(this.fingerprint, rule.name(), rule.level(), state, this.labels,
                    rule.summaryOf(this.labels), rule.runbook(), this.value, this.startedAt, this.firedAt, resolvedAt);
        }

    }

}
