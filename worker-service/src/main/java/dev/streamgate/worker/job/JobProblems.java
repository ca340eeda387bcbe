/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.job;

import org.springframework.http.HttpStatus;

import dev.streamgate.hardening.problem.ProblemType;

/** The problems of submitting jobs. */
public final class JobProblems {

    /** No runner does jobs of this type. */
    public static final ProblemType UNKNOWN_TYPE = ProblemType.of("unknown-job-type", HttpStatus.BAD_REQUEST,
            "There is no such type of job");

    /** The content has no uploaded video that could be worked on. */
    public static final ProblemType NO_SOURCE = ProblemType.of("no-source", HttpStatus.CONFLICT,
            "The content has no video yet");

    private JobProblems() {
    }

}
