/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.job;

import java.util.Map;

import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.hardening.problem.ProblemException;

/** A built-in job type, whose jobs consist of tasks. */
public interface JobType {

    /** The type's name. */
    String name();

    /**
     * Requires that a submitter may submit jobs of this type at all, whatever the request
     * says.
     * @throws ProblemException 403 if not
     */
    default void requirePermitted(Submitter submitter) {
    }

    /**
     * Validates and completes a submission; called outside of a transaction.
     * @return the job's payload
     * @throws ProblemException if the submitter is not permitted or the request is
     * invalid
     */
    Map<String, Object> prepare(SubmitJob request, Submitter submitter);

}
