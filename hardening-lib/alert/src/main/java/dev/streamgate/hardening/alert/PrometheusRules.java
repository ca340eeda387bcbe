/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Renders rules as a rule file of Prometheus, so that the library and Prometheus evaluate
 * the same definitions.
 */
public final class PrometheusRules {

    private PrometheusRules() {
    }

    /**
     * Renders one group of rules. The summary and the runbook become the annotations
     * {@code summary} and {@code runbook_url}, the level becomes the label
     * {@code severity}.
     * @param group the group's name
     * @param rules the rules
     * @return the whole file, in YAML; {@code keep_firing_for} needs Prometheus 2.42 or
     * later
     */
    public static String yaml(String group, Collection<AlertRule> rules) {
        StringBuilder yaml = new StringBuilder("groups:\n  - name: ").append(quoted(group)).append("\n    rules:\n");
        for (AlertRule rule : rules) {
            yaml.append("      - alert: ").append(rule.name()).append('\n');
            line(yaml, "expr", quoted(rule.promql()));
            time(yaml, "for", rule.pendingPeriod());
            time(yaml, "keep_firing_for", rule.keepFiring());
            yaml.append("        labels:\n");
            Map<String, String> labels = new TreeMap<>(rule.labels());
            labels.put("severity", rule.level().label());
            labels.forEach((label, value) -> line(yaml, "  " + label, quoted(value)));
            yaml.append("        annotations:\n");
            line(yaml, "  summary", quoted(rule.summary()));
            String runbook = rule.runbook();
            if (runbook != null) {
                line(yaml, "  runbook_url", quoted(runbook));
            }
        }
        return yaml.toString();
    }

    private static void time(StringBuilder yaml, String key, Duration time) {
        if (!time.isZero()) {
            line(yaml, key, ExpressionParser.text(time));
        }
    }

    private static void line(StringBuilder yaml, String key, String value) {
        yaml.append("        ").append(key).append(": ").append(value).append('\n');
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

}
