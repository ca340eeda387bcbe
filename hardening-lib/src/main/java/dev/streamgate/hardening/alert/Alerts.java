/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.Collection;
import java.util.List;

/**
 * The alerts there are and were. Bounded in number, kept in memory. Safe for threads.
 */
public interface Alerts {

    /** What is pending or firing, the most urgent and then the oldest first. */
    List<Alert> active();

    /** What of these has that level. */
    default List<Alert> active(AlertLevel level) {
        return active().stream().filter((alert) -> alert.level() == level).toList();
    }

    /**
     * What has been: one entry for each time that an alert began to fire or was resolved,
     * and for each {@link InfoEvent}, the newest first.
     * @param limit how many at most
     */
    List<Alert> history(int limit);

    /**
     * Resolves a firing alert by hand. It stays resolved until its condition has been
     * false at a check; handlers are told.
     * @param fingerprint the alert's fingerprint
     * @return whether an alert of that fingerprint was firing
     */
    boolean resolve(String fingerprint);

    /**
     * Takes up alerts that were firing when an earlier process ended, so that those whose
     * condition no longer holds are resolved and the others are not told again. To be
     * called before the first check; what is not firing is ignored.
     * @param alerts what was firing
     */
    void restore(Collection<Alert> alerts);

}
