/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.alert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.streamgate.hardening.alert.AlertRule;
import dev.streamgate.hardening.alert.PredefinedRules;

/** The rules that monitor-service evaluates. */
final class SuiteRules {

    private SuiteRules() {
    }

    static List<AlertRule> all() {
        Map<String, AlertRule> rules = new LinkedHashMap<>();
        PredefinedRules.all().forEach((rule) -> rules.put(rule.name(), rule));
        new SuiteAlertRules().contribute(rules);
        return List.copyOf(rules.values());
    }

}
