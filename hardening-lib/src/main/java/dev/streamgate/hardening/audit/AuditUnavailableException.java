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
 * An event cannot be kept, so what it would have recorded is refused. Rendered as 503.
 */
public final class AuditUnavailableException extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** The journal cannot be written to. */
    public AuditUnavailableException(@Nullable Throwable cause) {
        super(ProblemType.UNAVAILABLE, "What is done here must be recorded, and the journal cannot be written to.",
                cause);
        retryAfter(Duration.ofSeconds(5));
    }

}
