/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.Locale;

/** How bad it is; in Prometheus the label {@code severity}. */
public enum AlertLevel {

    /** Somebody has to act now. */
    CRITICAL,

    /** Somebody has to look at it today. */
    WARNING,

    /** Worth knowing, nothing to do. */
    INFO;

    /** The label's value: the name in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

}
