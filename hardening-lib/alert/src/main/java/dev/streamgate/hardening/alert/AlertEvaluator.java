/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.event.InfoEvent;

/**
 * Evaluates the rules and keeps their alerts. At each evaluation an alert has the state
 * that Prometheus would give it. Thread-safe.
 */
final class AlertEvaluator implements Alerts {

    private static final Comparator<Alert> BY_URGENCY = Comparator.comparing(Alert::level)
        .thenComparing(Alert::state, Comparator.reverseOrder())
        .thenComparing(Alert::startedAt)
        .thenComparing((alert) -> alert.fingerprint());

    private final AlertRules rules;

    private final SampleSource source;

    private final Clock clock;

    private final AlertRouter router;

    private final Consumer<InfoEvent> events;

    private final int maxHistory;

    private final ActiveAlertLimit limit;

    private final SampleWindows windows;

    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, RuleAlerts> alerts = new HashMap<>();

    private final Deque<Alert> history = new ArrayDeque<>();

    private List<AlertRule> compiledRules = List.of();

    private List<CompiledRule> evaluations = List.of();

    private ExpressionGraph expressions;

    private volatile List<Alert> active = List.of();

    AlertEvaluator(AlertRules rules, SampleSource source, Clock clock, Bounds bounds, AlertRouter router,
            Consumer<InfoEvent> events) {
        this.rules = rules;
        this.source = source;
        this.clock = clock;
        this.router = router;
        this.events = events;
        this.maxHistory = bounds.history();
        this.limit = new ActiveAlertLimit(bounds.active());
        this.windows = new SampleWindows(bounds.samples());
        this.expressions = new ExpressionGraph(List.of(), this.windows);
    }

    /**
     * Evaluates every rule on the current values of the meters, then routes the alerts
     * that have changed.
     */
    void evaluate() {
        List<Alert> changes = new ArrayList<>();
        List<InfoEvent> resets;
        this.lock.lock();
        try {
            Instant now = this.clock.instant();
            compileRules(now, changes);
            this.expressions.update(now, this.source.read(this.expressions.metricNames()));
            resets = counterResets();
            for (CompiledRule rule : this.evaluations) {
                rule.alerts().update(now, rule.expression().evaluated(), changes);
            }
            changes.forEach(this::addToHistory);
            publishActive();
        }
        finally {
            this.lock.unlock();
        }
        changes.forEach(this.router::route);
        resets.forEach(this.events);
    }

    /** Adds an info event to the history. */
    void addEvent(Alert event) {
        this.lock.lock();
        try {
            addToHistory(event);
        }
        finally {
            this.lock.unlock();
        }
    }

    @Override
    public List<Alert> active() {
        return this.active;
    }

    @Override
    public List<Alert> history(int limit) {
        this.lock.lock();
        try {
            return this.history.stream().limit(Math.max(0, limit)).toList();
        }
        finally {
            this.lock.unlock();
        }
    }

    @Override
    public boolean resolve(String fingerprint) {
        Alert resolved;
        this.lock.lock();
        try {
            resolved = suppress(fingerprint);
            if (resolved != null) {
                addToHistory(resolved);
                publishActive();
            }
        }
        finally {
            this.lock.unlock();
        }
        if (resolved != null) {
            this.router.route(resolved);
        }
        return resolved != null;
    }

    private @Nullable Alert suppress(String fingerprint) {
        Instant now = this.clock.instant();
        for (RuleAlerts ofRule : this.alerts.values()) {
            Alert resolved = ofRule.suppress(fingerprint, now);
            if (resolved != null) {
                return resolved;
            }
        }
        return null;
    }

    @Override
    public void restore(Collection<Alert> alerts) {
        this.lock.lock();
        try {
            for (Alert alert : alerts) {
                if (alert.state() == AlertState.FIRING) {
                    this.rules.find(alert.rule()).ifPresent((rule) -> alertsOf(rule).restore(alert));
                }
            }
            publishActive();
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Number of alerts and samples dropped because a limit was reached. */
    long dropped() {
        return this.limit.dropped() + this.windows.dropped();
    }

    private void compileRules(Instant now, List<Alert> changes) {
        List<AlertRule> current = this.rules.all();
        if (current.equals(this.compiledRules)) {
            return;
        }
        this.expressions = new ExpressionGraph(current, this.windows);
        Map<String, AlertRule> byName = new HashMap<>();
        current.forEach((rule) -> byName.put(rule.name(), rule));
        Iterator<RuleAlerts> all = this.alerts.values().iterator();
        while (all.hasNext()) {
            RuleAlerts ofRule = all.next();
            AlertRule changed = byName.get(ofRule.rule().name());
            if (changed == null || !ofRule.tryReplaceRule(changed)) {
                ofRule.end(now, changes);
                all.remove();
            }
        }
        this.evaluations = current.stream()
            .map((rule) -> new CompiledRule(alertsOf(rule), this.expressions.node(rule.expression())))
            .toList();
        this.compiledRules = current;
    }

    private RuleAlerts alertsOf(AlertRule rule) {
        return this.alerts.computeIfAbsent(rule.name(), (name) -> new RuleAlerts(rule, this.limit));
    }

    private List<InfoEvent> counterResets() {
        if (this.windows.resets().isEmpty()) {
            return List.of();
        }
        Set<Map<String, String>> processes = new HashSet<>();
        for (Map<String, String> labels : this.windows.resets()) {
            Map<String, String> process = new HashMap<>();
            for (String label : List.of("service", "instance")) {
                String value = labels.get(label);
                if (value != null) {
                    process.put(label, value);
                }
            }
            processes.add(process);
        }
        return processes.stream()
            .map((process) -> new InfoEvent(InfoEvent.Kind.METRICS_RESET,
                    "Counters of " + process.getOrDefault("service", "this service") + " were reset", process))
            .toList();
    }

    private void addToHistory(Alert alert) {
        if (this.history.size() >= this.maxHistory) {
            this.history.removeLast();
        }
        this.history.addFirst(alert);
    }

    private void publishActive() {
        if (this.limit.active() == 0) {
            this.active = List.of();
            return;
        }
        List<Alert> all = new ArrayList<>(this.limit.active());
        this.alerts.values().forEach((ofRule) -> ofRule.addActiveTo(all));
        all.sort(BY_URGENCY);
        this.active = List.copyOf(all);
    }

    /**
     * Limits of what is kept in memory.
     *
     * @param active alerts that are pending or firing
     * @param history entries of the history
     * @param samples earlier samples of counters
     */
    record Bounds(int active, int history, int samples) {
    }

    /**
     * A rule ready for evaluation.
     *
     * @param alerts its alerts
     * @param expression its compiled expression
     */
    private record CompiledRule(RuleAlerts alerts, VectorNode expression) {
    }

}
