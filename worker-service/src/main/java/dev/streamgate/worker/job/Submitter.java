/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.job;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.security.Caller;
import dev.streamgate.worker.queue.Job;

/**
 * In whose name a call is made.
 *
 * @param caller who calls
 * @param owner whose jobs these are: the caller, or the user that a service acts for
 * @param all whether the jobs of everybody are seen
 */
public record Submitter(Caller caller, String owner, boolean all) {

    private static final int LONGEST_ID = 128;

    /**
     * The present caller.
     * @param onBehalfOf the user that the caller acts for; read from services only
     * @throws ProblemException 400 for something that cannot be a user's id
     */
    static Submitter of(@Nullable String onBehalfOf) {
        Caller caller = Caller.required();
        if (!caller.isService() || onBehalfOf == null) {
            return new Submitter(caller, caller.id(), caller.isService() || caller.isOperator());
        }
        if (onBehalfOf.isBlank() || onBehalfOf.length() > LONGEST_ID) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "X-On-Behalf-Of is not the id of a user.");
        }
        return new Submitter(caller, onBehalfOf, false);
    }

    /** An operator whose schedule fires. */
    public static Submitter operator(String id) {
        return new Submitter(new Caller(id, Set.of("operator"), null, Set.of(), null), id, true);
    }

    /**
     * Whether the submitter may see a job; tasks are visible to operators and services
     * only.
     */
    public boolean sees(Job job) {
        return this.all || (job.owner().equals(this.owner) && !job.isTask());
    }

    /** Whether a service acts for a user. */
    public boolean onBehalf() {
        return !this.owner.equals(this.caller.id());
    }

}
