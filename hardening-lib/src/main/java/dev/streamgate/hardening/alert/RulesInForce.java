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
final class RulesInForce implements AlertRules {

    /** How many there may be: all are checked at each interval. */
    static final int MAX_RULES = 2000;

    private final Consumer<InfoEvent> changes;

    private volatile Map<String, AlertRule> rules;

    RulesInForce(Collection<AlertRule> rules, Consumer<InfoEvent> changes) {
        Map<String, AlertRule> all = new TreeMap<>();
        rules.forEach((rule) -> all.put(rule.name(), rule));
        this.rules = all;
        this.changes = changes;
    }

    @Override
    public List<AlertRule> all() {
        return List.copyOf(this.rules.values());
    }

    @Override
    public Optional<AlertRule> find(String name) {
        return Optional.ofNullable(this.rules.get(name));
    }

    @Override
    public void put(AlertRule rule) {
        AlertRule before;
        synchronized (this) {
            Map<String, AlertRule> changed = new TreeMap<>(this.rules);
            before = changed.put(rule.name(), rule);
            if (changed.size() > MAX_RULES) {
                throw new IllegalStateException("There are " + MAX_RULES + " alert rules at most");
            }
            this.rules = changed;
        }
        if (!rule.equals(before)) {
            tell("Alert rule " + rule.name() + ((before != null) ? " changed to: " : " added: ") + rule.promql(), rule);
        }
    }

    @Override
    public boolean remove(String name) {
        AlertRule before;
        synchronized (this) {
            Map<String, AlertRule> changed = new TreeMap<>(this.rules);
            before = changed.remove(name);
            this.rules = changed;
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

}
