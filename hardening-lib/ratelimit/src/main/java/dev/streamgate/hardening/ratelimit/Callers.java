/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import org.jspecify.annotations.Nullable;

/** Identifies the caller of a limited method. Thread-safe. */
interface Callers {

    /**
     * The key of the current caller.
     * @return null when the caller is not limited
     */
    @Nullable RateLimitKey key();

    /** The root object of expressions. */
    RateLimitContext context();

}
