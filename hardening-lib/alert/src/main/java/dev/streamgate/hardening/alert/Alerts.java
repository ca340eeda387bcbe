/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.Collection;
import java.util.List;

import dev.streamgate.hardening.event.InfoEvent;

/**
 * The active alerts of this process and their history. Kept in memory and bounded.
 * Thread-safe.
 */
public interface Alerts {

    /** The pending and firing alerts, the most urgent first, then the oldest. */
    List<Alert> active();

    /** The pending and firing alerts of one level. */
    default List<Alert> active(AlertLevel level) {
        return active().stream().filter((alert) -> alert.level() == level).toList();
    }

    /**
     * The history, latest first: one entry each time an alert began to fire or was
     * resolved, and one for each {@link InfoEvent}.
     * @param limit maximum number of entries
     */
    List<Alert> history(int limit);

    /**
     * Resolves a firing alert manually. It stays resolved until its condition has been
     * false at an evaluation. The resolved alert is routed to the handlers.
     * @param fingerprint the alert's fingerprint
     * @return whether an alert with that fingerprint was firing
     */
    boolean resolve(String fingerprint);

    /**
     * Restores alerts that were firing when an earlier process ended, so that those whose
     * condition no longer holds are resolved and the others are not routed again. Call it
     * before the first evaluation.
     * @param alerts the alerts to restore; those that are not firing are ignored
     */
    void restore(Collection<Alert> alerts);

}
