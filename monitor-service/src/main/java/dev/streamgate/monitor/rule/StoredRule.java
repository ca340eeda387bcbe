/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.rule;

import java.time.Instant;

import dev.streamgate.contracts.monitor.RuleSpec;

/**
 * A rule of an operator, or the override of a predefined rule.
 *
 * @param name name of the rule
 * @param spec definition of the rule
 * @param version incremented by each change
 * @param changedBy id of the user who made the last change
 * @param changedAt time of the last change
 */
record StoredRule(String name, RuleSpec spec, long version, String changedBy, Instant changedAt) {

    boolean isEnabled() {
        return this.spec.enabled() == null || this.spec.enabled();
    }

}
