/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.job;

import java.util.Map;

import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.hardening.problem.ProblemException;

/** A type of job that this service makes of tasks itself. */
public interface JobType {

    /** The type's name. */
    String name();

    /**
     * Checks a request and completes it; called outside of a transaction.
     * @return the job's payload
     * @throws ProblemException if the submitter may not ask for this, or something is
     * missing
     */
    Map<String, Object> prepare(SubmitJob request, Submitter submitter);

}
