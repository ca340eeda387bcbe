/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * An audit event cannot be written or read, so the audited operation is rejected.
 * Rendered as 503 with {@code Retry-After}.
 */
public final class AuditUnavailableException extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception for a failure that the journal itself reports. */
    public AuditUnavailableException() {
        this(null);
    }

    /**
     * Creates the exception.
     * @param cause the failure of the journal; may be null
     */
    public AuditUnavailableException(@Nullable Throwable cause) {
        super(ProblemType.UNAVAILABLE,
                "The operation must be audited, and the audit journal is unavailable. Retry later.", cause);
        retryAfter(Duration.ofSeconds(5));
    }

    /** The journal reports its failures, one line a minute. */
    @Override
    public boolean isReported() {
        return true;
    }

    /**
     * None: a full disk rejects every request, and the place of the rejection says
     * nothing.
     */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

}
