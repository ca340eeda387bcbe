/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.problem;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponseException;

/**
 * An error for the caller. The detail is sent as it is: it says what was wrong with this
 * request and how to mend it, and nothing of what is inside.
 */
public class ProblemException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    /** An error of the given type. */
    public ProblemException(ProblemType type, String detail) {
        this(type, detail, null);
    }

    /**
     * An error of the given type with its cause, which goes to the log only.
     * @param cause what happened inside
     */
    public ProblemException(ProblemType type, String detail, @Nullable Throwable cause) {
        super(type.status(), ProblemDetails.of(type, detail), cause);
    }

    /** Adds a member to the problem's body, for instance the offset that was expected. */
    public ProblemException with(String member, Object value) {
        getBody().setProperty(member, value);
        return this;
    }

    /** Adds a header to the reply. */
    public ProblemException header(String name, String value) {
        getHeaders().set(name, value);
        return this;
    }

    /** Tells when to try again, in whole seconds rounded up. */
    public ProblemException retryAfter(Duration wait) {
        return header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
    }

}
