/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.time.Duration;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * A call was rejected, since a rate limit is exceeded. Spring MVC renders it as a problem
 * with {@code Retry-After}: 429 for a limited method, 503 for an outgoing call, which is
 * not the client's fault.
 */
public class RateLimitExceededException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private final String plan;

    private final Duration retryAfter;

    RateLimitExceededException(ProblemType type, String detail, String plan, Duration retryAfter) {
        super(type, detail);
        this.plan = plan;
        this.retryAfter = retryAfter;
        retryAfter(retryAfter);
    }

    /** The name of the exceeded plan. */
    public String plan() {
        return this.plan;
    }

    /** The time until the next token. */
    public Duration retryAfter() {
        return this.retryAfter;
    }

}
