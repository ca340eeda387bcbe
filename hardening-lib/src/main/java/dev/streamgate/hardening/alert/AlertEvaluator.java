/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Clock;
import java.time.Duration;
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

/**
 * Checks the rules and keeps the alerts that come of them. An alert's states follow those
 * of Prometheus, check for check.
 */
final class AlertEvaluator implements Alerts {

    private static final Comparator<Alert> URGENT_FIRST = Comparator.comparing(Alert::level)
        .thenComparing(Alert::state, Comparator.reverseOrder())
        .thenComparing(Alert::startedAt)
        .thenComparing((alert) -> alert.fingerprint());

    private final AlertRules rules;

    private final SampleSource source;

    private final Clock clock;

    private final Consumer<Alert> told;

    private final Consumer<InfoEvent> events;

    private final int maxActive;

    private final int maxHistory;

    private final SampleWindows windows;

    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, RuleAlerts> alerts = new HashMap<>();

    private final Deque<Alert> history = new ArrayDeque<>();

    private List<AlertRule> compiled = List.of();

    private List<RuleCheck> checks = List.of();

    private ExpressionNodes nodes;

    private int count;

    private long refused;

    private volatile List<Alert> active = List.of();

    AlertEvaluator(AlertRules rules, SampleSource source, Clock clock, Bounds bounds, Consumer<Alert> told,
            Consumer<InfoEvent> events) {
        this.rules = rules;
        this.source = source;
        this.clock = clock;
        this.told = told;
        this.events = events;
        this.maxActive = bounds.active();
        this.maxHistory = bounds.history();
        this.windows = new SampleWindows(bounds.samples());
        this.nodes = new ExpressionNodes(List.of(), this.windows);
    }

    /**
     * Checks every rule on what the meters read now. Handlers are told after the check.
     */
    void check() {
        List<Alert> changes = new ArrayList<>();
        List<InfoEvent> resets;
        this.lock.lock();
        try {
            Instant now = this.clock.instant();
            takeRules(now, changes);
            this.nodes.read(now, this.source.read(this.nodes.meters()));
            resets = resets();
            for (RuleCheck check : this.checks) {
                check.of().check(now, check.node().current(), changes);
            }
            changes.forEach(this::remember);
            publish();
        }
        finally {
            this.lock.unlock();
        }
        changes.forEach(this.told);
        resets.forEach(this.events);
    }

    /** Puts an alert that is over at once into the history. */
    void add(Alert event) {
        this.lock.lock();
        try {
            remember(event);
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
        Alert resolved = null;
        this.lock.lock();
        try {
            Instant now = this.clock.instant();
            for (RuleAlerts of : this.alerts.values()) {
                for (Instance instance : of.instances.values()) {
                    if (instance.firedAt != null && !instance.silenced && instance.fingerprint.equals(fingerprint)) {
                        instance.silenced = true;
                        resolved = instance.view(of.rule, AlertState.RESOLVED, now);
                    }
                }
            }
            if (resolved != null) {
                remember(resolved);
                publish();
            }
        }
        finally {
            this.lock.unlock();
        }
        if (resolved != null) {
            this.told.accept(resolved);
        }
        return resolved != null;
    }

    @Override
    public void restore(Collection<Alert> alerts) {
        this.lock.lock();
        try {
            for (Alert alert : alerts) {
                AlertRule rule = this.rules.find(alert.rule()).orElse(null);
                if (rule != null && alert.state() == AlertState.FIRING && this.count < this.maxActive) {
                    RuleAlerts of = this.alerts.computeIfAbsent(rule.name(), (name) -> new RuleAlerts(rule));
                    Instance instance = new Instance(rule, alert.labels(), alert.startedAt(), alert.value());
                    instance.firedAt = alert.firedAt();
                    if (instance.firedAt == null) {
                        instance.firedAt = alert.startedAt();
                    }
                    if (of.instances.putIfAbsent(instance.labels, instance) == null) {
                        this.count++;
                    }
                }
            }
            publish();
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Alerts and readings that there was no room for. */
    long refused() {
        return this.refused + this.windows.refused();
    }

    private void takeRules(Instant now, List<Alert> changes) {
        List<AlertRule> present = this.rules.all();
        if (present.equals(this.compiled)) {
            return;
        }
        this.nodes = new ExpressionNodes(present, this.windows);
        Map<String, AlertRule> byName = new HashMap<>();
        present.forEach((rule) -> byName.put(rule.name(), rule));
        Iterator<RuleAlerts> all = this.alerts.values().iterator();
        while (all.hasNext()) {
            RuleAlerts of = all.next();
            AlertRule changed = byName.get(of.rule.name());
            if (changed != null && changed.level() == of.rule.level() && changed.labels().equals(of.rule.labels())) {
                of.rule = changed;
            }
            else {
                of.end(now, changes);
                all.remove();
            }
        }
        this.checks = present.stream()
            .map((rule) -> new RuleCheck(this.alerts.computeIfAbsent(rule.name(), (name) -> new RuleAlerts(rule)),
                    this.nodes.node(rule.expression())))
            .toList();
        this.compiled = present;
    }

    private List<InfoEvent> resets() {
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
                    "Counters of " + process.getOrDefault("service", "this service") + " began anew", process))
            .toList();
    }

    private void remember(Alert alert) {
        if (this.history.size() >= this.maxHistory) {
            this.history.removeLast();
        }
        this.history.addFirst(alert);
    }

    private void publish() {
        if (this.count == 0) {
            this.active = List.of();
            return;
        }
        List<Alert> all = new ArrayList<>(this.count);
        for (RuleAlerts of : this.alerts.values()) {
            for (Instance instance : of.instances.values()) {
                if (!instance.silenced) {
                    all.add(instance.view(of.rule, (instance.firedAt != null) ? AlertState.FIRING : AlertState.PENDING,
                            null));
                }
            }
        }
        all.sort(URGENT_FIRST);
        this.active = List.copyOf(all);
    }

    /**
     * How much is kept.
     *
     * @param active alerts that are pending or firing
     * @param history entries of the history
     * @param samples earlier readings of counters
     */
    record Bounds(int active, int history, int samples) {
    }

    /**
     * What is checked of one rule.
     *
     * @param of its alerts
     * @param node its expression
     */
    private record RuleCheck(RuleAlerts of, ExpressionNodes.Node node) {
    }

    /** The alerts of one rule, by their labels. */
    private final class RuleAlerts {

        private AlertRule rule;

        private final Map<Map<String, String>, Instance> instances = new HashMap<>();

        RuleAlerts(AlertRule rule) {
            this.rule = rule;
        }

        void check(Instant now, ExpressionNodes.Node node, List<Alert> changes) {
            for (int i = 0; i < node.size(); i++) {
                if (this.rule.condition().holds(node.value(i), this.rule.threshold())) {
                    holds(now, labels(node.labels().get(i)), node.value(i));
                }
            }
            if (this.instances.isEmpty()) {
                return;
            }
            Iterator<Instance> all = this.instances.values().iterator();
            while (all.hasNext()) {
                Instance instance = all.next();
                if (!instance.heldAt.equals(now) && instance.isOver(now, this.rule.keepFiring())) {
                    all.remove();
                    AlertEvaluator.this.count--;
                    if (instance.firedAt != null && !instance.silenced) {
                        changes.add(instance.view(this.rule, AlertState.RESOLVED, now));
                    }
                }
                else if (instance.firedAt == null
                        && Duration.between(instance.startedAt, now).compareTo(this.rule.pendingPeriod()) >= 0) {
                    instance.firedAt = now;
                    changes.add(instance.view(this.rule, AlertState.FIRING, null));
                }
            }
        }

        void end(Instant now, List<Alert> changes) {
            for (Instance instance : this.instances.values()) {
                AlertEvaluator.this.count--;
                if (instance.firedAt != null && !instance.silenced) {
                    changes.add(instance.view(this.rule, AlertState.RESOLVED, now));
                }
            }
        }

        private void holds(Instant now, Map<String, String> labels, double value) {
            Instance instance = this.instances.get(labels);
            if (instance == null) {
                if (AlertEvaluator.this.count >= AlertEvaluator.this.maxActive) {
                    AlertEvaluator.this.refused++;
                    return;
                }
                instance = new Instance(this.rule, labels, now, value);
                this.instances.put(labels, instance);
                AlertEvaluator.this.count++;
            }
            instance.heldAt = now;
            instance.endedAt = null;
            instance.value = value;
        }

        private Map<String, String> labels(Map<String, String> series) {
            Map<String, String> all = new HashMap<>(series);
            all.putAll(this.rule.labels());
            all.put("severity", this.rule.level().label());
            all.remove("alertname");
            all.values().removeIf(String::isEmpty);
            return all;
        }

    }

    /** One alert. */
    private static final class Instance {

        private final String fingerprint;

        private final Map<String, String> labels;

        private final Instant startedAt;

        private Instant heldAt = Instant.MIN;

        private @Nullable Instant firedAt;

        private @Nullable Instant endedAt;

        private boolean silenced;

        private double value;

        Instance(AlertRule rule, Map<String, String> labels, Instant startedAt, double value) {
            this.fingerprint = Alert.fingerprint(rule.name(), labels);
            this.labels = labels;
            this.startedAt = startedAt;
            this.value = value;
        }

        /** At a check at which the condition does not hold. */
        boolean isOver(Instant now, Duration keepFiring) {
            if (this.firedAt == null || this.silenced) {
                return true;
            }
            if (this.endedAt == null) {
                this.endedAt = now;
            }
            return Duration.between(this.endedAt, now).compareTo(keepFiring) >= 0;
        }

        Alert view(AlertRule rule, AlertState state, @Nullable Instant resolvedAt) {
            return new Alert(this.fingerprint, rule.name(), rule.level(), state, this.labels,
                    rule.summaryOf(this.labels), rule.runbook(), this.value, this.startedAt, this.firedAt, resolvedAt);
        }

    }

}
