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
 * An error that is rendered as a problem. The detail is sent to the client unchanged: it
 * says what is wrong with this request and how to correct it, and discloses no internals.
 */
public class ProblemException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an error of the given type.
     * @param type the problem's type
     * @param detail what is wrong with this request, for the client
     */
    public ProblemException(ProblemType type, String detail) {
        this(type, detail, null);
    }

    /**
     * Creates an error of the given type with a cause.
     * @param type the problem's type
     * @param detail what is wrong with this request, for the client
     * @param cause logged, never sent to the client; may be null
     */
    public ProblemException(ProblemType type, String detail, @Nullable Throwable cause) {
        super(type.status(), ProblemDetails.of(type, detail), cause);
    }

    /**
     * Adds an extension member to the problem, for instance the expected offset.
     * @param member name of the member
     * @param value its value, serialized as JSON
     * @return this
     */
    public ProblemException with(String member, Object value) {
        getBody().setProperty(member, value);
        return this;
    }

    /**
     * Sets a header of the response.
     * @param name name of the header
     * @param value its value
     * @return this
     */
    public ProblemException header(String name, String value) {
        getHeaders().set(name, value);
        return this;
    }

    /**
     * Sets {@code Retry-After} to whole seconds, rounded up.
     * @param wait time after which a retry can succeed
     * @return this
     */
    public ProblemException retryAfter(Duration wait) {
        return header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
    }

    /**
     * Whether the code that throws it reports the failure itself, so that not each
     * occurrence is logged.
     */
    public boolean isReported() {
        return false;
    }

}
