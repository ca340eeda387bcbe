/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.Locale;

/** State of an alert, as in Prometheus. */
public enum AlertState {

    /** The condition holds, but not yet for the rule's pending period. */
    PENDING,

    /** The condition has held for the pending period. */
    FIRING,

    /** The alert fired and has ended. */
    RESOLVED;

    /**
     * Finds a state by its label.
     * @param label {@code pending}, {@code firing} or {@code resolved}, in any case
     * @return the state
     * @throws IllegalArgumentException if no state has that label
     */
    public static AlertState ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** The name in lower case, as meters and APIs spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

}
