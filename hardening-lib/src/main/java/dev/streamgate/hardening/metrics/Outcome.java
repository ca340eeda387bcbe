/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import java.util.Locale;

/** How a request ended. */
enum Outcome {

    /** Below 400. */
    SUCCESS,

    /** 4xx, the caller's doing. */
    REJECTED,

    /** 429, the limiter's. */
    LIMITED,

    /** 5xx, ours. */
    FAILED;

    static Outcome of(int status) {
        if (status >= 500) {
            return FAILED;
        }
        return (status == 429) ? LIMITED : (status >= 400) ? REJECTED : SUCCESS;
    }

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

}
