/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Says whose bucket a request draws from. Declare a bean of this type to decide it
 * differently, for instance by tenant.
 */
@FunctionalInterface
public interface RateLimitKeyResolver {

    /**
     * The client behind the request, after it has been authenticated.
     * @return null when the request is not limited
     */
    @Nullable RateLimitKey resolve(HttpServletRequest request);

}
