/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import org.springframework.http.HttpStatus;

import dev.streamgate.hardening.problem.ProblemType;

/** Problem types of idempotent requests. */
final class IdempotencyProblems {

    /** The request was executed; its response was too large to be replayed. */
    static final ProblemType RESPONSE_NOT_KEPT = ProblemType.of("idempotent-response-not-kept", HttpStatus.CONFLICT,
            "Response to this Idempotency-Key not kept");

    private IdempotencyProblems() {
    }

}
