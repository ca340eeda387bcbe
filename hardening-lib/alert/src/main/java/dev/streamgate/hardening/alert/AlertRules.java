/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.List;
import java.util.Optional;

import dev.streamgate.hardening.event.InfoEvent;

/**
 * The alert rules that are evaluated. At startup these are the predefined rules and those
 * of {@code streamgate.alert.rules}. They can be changed at run time; changes last until
 * the process ends. Each change publishes an {@link InfoEvent}. Thread-safe.
 */
public interface AlertRules {

    /** All rules, ordered by name. */
    List<AlertRule> all();

    /** Finds a rule by name. */
    Optional<AlertRule> find(String name);

    /**
     * Adds a rule or replaces the rule of the same name. Alerts of a replaced rule
     * continue if the new rule has the same level and labels and its condition holds.
     * @param rule the rule
     * @throws IllegalStateException if the maximum number of rules is reached
     */
    void put(AlertRule rule);

    /**
     * Removes a rule; its alerts are resolved at the next evaluation.
     * @param name the rule's name
     * @return whether the rule existed
     */
    boolean remove(String name);

}
