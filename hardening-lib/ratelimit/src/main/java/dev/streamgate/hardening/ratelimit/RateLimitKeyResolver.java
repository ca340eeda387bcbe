/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the key whose bucket a request consumes from. Declare a bean of this type to
 * replace the default, for instance to limit by tenant. Implementations are thread-safe.
 */
@FunctionalInterface
public interface RateLimitKeyResolver {

    /**
     * Resolves the key of a request. Called after authentication.
     * @return null when the request is not limited
     */
    @Nullable RateLimitKey resolve(HttpServletRequest request);

}
