/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.job;

import org.springframework.http.HttpStatus;

import dev.streamgate.hardening.problem.ProblemType;

/** Problem types of submissions. */
public final class JobProblems {

    /** No runner supports jobs of this type. */
    public static final ProblemType UNKNOWN_TYPE = ProblemType.of("unknown-job-type", HttpStatus.BAD_REQUEST,
            "Unknown job type");

    /** The content has no uploaded video. */
    public static final ProblemType NO_SOURCE = ProblemType.of("no-source", HttpStatus.CONFLICT,
            "The content has no video");

    private JobProblems() {
    }

}
