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

/**
 * The rules, in a map that is replaced whole, so that a reader needs no lock.
 */
final class DefaultAlertRules implements AlertRules {

    /** How many there may be: all are checked at each interval. */
    static final int MAX_RULES = 2000;

    private final Consumer<InfoEvent> changes;

    private volatile Rules rules;

    DefaultAlertRules(Collection<AlertRule> rules, Consumer<InfoEvent> changes) {
        Map<String, AlertRule> all = new TreeMap<>();
        rules.forEach((rule) -> all.put(rule.name(), rule));
        this.rules = new Rules(all);
        this.changes = changes;
    }

    @Override
    public List<AlertRule> all() {
        return this.rules.inOrder();
    }

    @Override
    public Optional<AlertRule> find(String name) {
        return Optional.ofNullable(this.rules.byName().get(name));
    }

    @Override
    public void put(AlertRule rule) {
        AlertRule before;
        synchronized (this) {
            Map<String, AlertRule> changed = new TreeMap<>(this.rules.byName());
            before = changed.put(rule.name(), rule);
            if (changed.size() > MAX_RULES) {
                throw new IllegalStateException("There are " + MAX_RULES + " alert rules at most");
            }
            this.rules = new Rules(changed);
        }
        if (!rule.equals(before)) {
            tell("Alert rule " + rule.name() + ((before != null) ? " changed to: " : " added: ") + rule.promql(), rule);
        }
    }

    @Override
    public boolean remove(String name) {
        AlertRule before;
        synchronized (this) {
            Map<String, AlertRule> changed = new TreeMap<>(this.rules.byName());
            before = changed.remove(name);
            this.rules = new Rules(changed);
        }
        if (before != null) {
            tell("Alert rule " + name + " removed", before);
        }
        return before != null;
    }

    private void tell(String summary, AlertRule rule) {
        this.changes
            .accept(new InfoEvent(InfoEvent.Kind.CONFIGURATION_CHANGED, summary, Map.of("alert_rule", rule.name())));
    }

    /**
     * All rules at one moment.
     *
     * @param byName never changed
     * @param inOrder the same rules by name; always the same list, so that who looks
     * again sees at once that nothing has changed
     */
    private record Rules(Map<String, AlertRule> byName, List<AlertRule> inOrder) {

        Rules(Map<String, AlertRule> byName) {
            this(byName, List.copyOf(byName.values()));
        }

    }

}
