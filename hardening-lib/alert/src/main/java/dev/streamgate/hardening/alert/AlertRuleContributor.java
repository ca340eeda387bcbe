/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.Map;

/**
 * Adds, changes or removes rules at startup. Beans of this type are called in their order
 * after the predefined rules are known and before the properties
 * {@code streamgate.alert.rules} are applied, which can therefore override contributed
 * rules. Not called if this process evaluates no rules.
 */
@FunctionalInterface
public interface AlertRuleContributor {

    /**
     * Contributes to the rules.
     * @param rules the rules so far by name, in order; modifiable. A value has the name
     * of its key.
     */
    void contribute(Map<String, AlertRule> rules);

}
