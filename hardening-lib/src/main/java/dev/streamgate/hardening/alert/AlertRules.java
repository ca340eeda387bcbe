/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.List;
import java.util.Optional;

/**
 * The rules in force. They begin with the predefined ones and those of
 * {@code streamgate.alert.rules}, and may be changed while the process runs; changes last
 * until it ends. Safe for threads. A change is an {@link InfoEvent}.
 */
public interface AlertRules {

    /** All of them, in the order of their names. */
    List<AlertRule> all();

    /** The rule of that name. */
    Optional<AlertRule> find(String name);

    /**
     * Adds a rule, or takes the place of the one that has its name. Alerts of a rule that
     * is replaced go on where the new one's condition holds too.
     * @param rule the rule
     * @throws IllegalStateException when there are too many
     */
    void put(AlertRule rule);

    /**
     * Removes a rule; its alerts are resolved at the next check.
     * @param name the rule's name
     * @return whether there was one
     */
    boolean remove(String name);

}
