/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import org.springframework.http.HttpStatus;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/** The problems of the queue. */
public final class QueueProblems {

    /** The runner's lease is over: another has it, or the job has ended. */
    public static final ProblemType LEASE_LOST = ProblemType.of("lease-lost", HttpStatus.CONFLICT,
            "The lease is no longer held");

    /** The job is not in a state that allows this. */
    public static final ProblemType JOB_STATE = ProblemType.of("job-state", HttpStatus.CONFLICT,
            "The job's state does not allow this");

    private QueueProblems() {
    }

    /** There is no such job, or none that the caller may know of. */
    public static ProblemException noSuchJob() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no such job.");
    }

    static ProblemException leaseLost() {
        return new ProblemException(LEASE_LOST, "Stop at once and drop what is not published: this token is old.");
    }

}
