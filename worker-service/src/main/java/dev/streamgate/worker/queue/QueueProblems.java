/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import org.springframework.http.HttpStatus;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/** Problem types of the queue. */
public final class QueueProblems {

    /** The lease has expired, the task is leased to another runner, or it has ended. */
    public static final ProblemType LEASE_LOST = ProblemType.of("lease-lost", HttpStatus.CONFLICT, "Lease lost");

    /** The job's state does not allow the operation. */
    public static final ProblemType JOB_STATE = ProblemType.of("job-state", HttpStatus.CONFLICT,
            "The job's state does not allow this");

    private QueueProblems() {
    }

    /** The job does not exist or the caller may not read it. */
    public static ProblemException jobNotFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "Job not found.");
    }

    static ProblemException leaseLost() {
        return new ProblemException(LEASE_LOST,
                "The fencing token is outdated. Stop the task and discard what is not published.");
    }

}
