/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.Locale;

/** Urgency of an alert; in Prometheus the label {@code severity}. */
public enum AlertLevel {

    /** Requires action now. */
    CRITICAL,

    /** Requires attention within a day. */
    WARNING,

    /** For information; requires no action. */
    INFO;

    /**
     * Finds a level by its label.
     * @param label {@code critical}, {@code warning} or {@code info}, in any case
     * @return the level
     * @throws IllegalArgumentException if no level has that label
     */
    public static AlertLevel ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** The name in lower case, as labels and APIs spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether this level is as urgent as another or more urgent.
     * @param threshold the least urgent level that qualifies
     */
    public boolean isAtLeast(AlertLevel threshold) {
        return compareTo(threshold) <= 0;
    }

}
