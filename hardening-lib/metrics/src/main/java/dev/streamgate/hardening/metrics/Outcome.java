/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import java.util.Locale;

/** Outcome of a request, by status. */
enum Outcome {

    /** Below 400. */
    SUCCESS,

    /** 4xx except 429. */
    REJECTED,

    /** 429. */
    LIMITED,

    /** 5xx. */
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
