/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.rule;

import java.time.Instant;

import dev.streamgate.contracts.monitor.RuleSpec;

/**
 * A rule that somebody made, or a predefined one that somebody changed.
 *
 * @param name its name
 * @param spec what it is to be
 * @param version goes up with each change
 * @param changedBy who changed it last
 * @param changedAt when
 */
record StoredRule(String name, RuleSpec spec, long version, String changedBy, Instant changedAt) {

    boolean isEnabled() {
        return this.spec.enabled() == null || this.spec.enabled();
    }

}
