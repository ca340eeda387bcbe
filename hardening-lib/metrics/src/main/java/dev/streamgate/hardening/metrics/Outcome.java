/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import java.util.Locale;
import java.util.Set;

/** Outcome of a request, by status. */
enum Outcome {

    /** Below 400. */
    SUCCESS,

    /** 4xx except 429; 501, 505 and 507, which answer what the client asks for. */
    REJECTED,

    /** 429. */
    LIMITED,

    /** Other 5xx. */
    FAILED;

    /** Not implemented, HTTP version not supported, insufficient storage (quotas). */
    private static final Set<Integer> NOT_FAULTS = Set.of(501, 505, 507);

    static Outcome of(int status) {
        if (status >= 500) {
            return NOT_FAULTS.contains(status) ? REJECTED : FAILED;
        }
        return (status == 429) ? LIMITED : (status >= 400) ? REJECTED : SUCCESS;
    }

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

}
