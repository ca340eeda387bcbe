/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

import dev.streamgate.hardening.event.InfoEvent;

/**
 * Rules in an immutable snapshot that is replaced with each change, so that readers need
 * no lock.
 */
final class DefaultAlertRules implements AlertRules {

    /** Maximum number of rules, since each evaluation covers all of them. */
    static final int MAX_RULES = 2000;

    private final Consumer<InfoEvent> events;

    private volatile Snapshot snapshot;

    DefaultAlertRules(Collection<AlertRule> rules, Consumer<InfoEvent> events) {
        Map<String, AlertRule> all = new TreeMap<>();
        rules.forEach((rule) -> all.put(rule.name(), rule));
        this.snapshot = new Snapshot(all);
        this.events = events;
    }

    @Override
    public List<AlertRule> all() {
        return this.snapshot.ordered();
    }

    @Override
    public Optional<AlertRule> find(String name) {
        return Optional.ofNullable(this.snapshot.byName().get(name));
    }

    @Override
    public void put(AlertRule rule) {
        AlertRule before;
        synchronized (this) {
            Map<String, AlertRule> changed = new TreeMap<>(this.snapshot.byName());
            before = changed.put(rule.name(), rule);
            if (changed.size() > MAX_RULES) {
                throw new IllegalStateException("The maximum of " + MAX_RULES + " alert rules is reached");
            }
            this.snapshot = new Snapshot(changed);
        }
        if (!rule.equals(before)) {
            publish("Alert rule " + rule.name() + ((before != null) ? " changed to: " : " added: ") + rule.promql(),
                    rule);
        }
    }

    @Override
    public boolean remove(String name) {
        AlertRule before;
        synchronized (this) {
            Map<String, AlertRule> changed = new TreeMap<>(this.snapshot.byName());
            before = changed.remove(name);
            this.snapshot = new Snapshot(changed);
        }
        if (before != null) {
            publish("Alert rule " + name + " removed", before);
        }
        return before != null;
    }

    private void publish(String summary, AlertRule rule) {
        this.events
            .accept(new InfoEvent(InfoEvent.Kind.CONFIGURATION_CHANGED, summary, Map.of("alert_rule", rule.name())));
    }

    /**
     * All rules at one moment.
     *
     * @param byName the rules by name; not modified after construction
     * @param ordered the same rules ordered by name; the same list object for the life of
     * the snapshot, so that comparing an unchanged list is cheap
     */
    private record Snapshot(Map<String, AlertRule> byName, List<AlertRule> ordered) {

        Snapshot(Map<String, AlertRule> byName) {
            this(byName, List.copyOf(byName.values()));
        }

    }

}
