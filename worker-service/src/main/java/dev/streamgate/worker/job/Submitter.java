/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.job;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.suite.security.Caller;
import dev.streamgate.suite.security.UserAuthority;
import dev.streamgate.worker.queue.Job;

/**
 * The caller of a job API and the user that it acts for.
 *
 * @param caller the caller
 * @param owner owner of the jobs: the caller, or the user that a service acts for
 * @param readsAll whether all jobs are readable
 */
public record Submitter(Caller caller, String owner, boolean readsAll) {

    private static final int MAX_ID_LENGTH = 128;

    /**
     * The submitter of the current request.
     * @param onBehalfOf the user that the caller acts for; evaluated for services only
     * @throws ProblemException 400 if it cannot be a user's id
     */
    public static Submitter of(@Nullable String onBehalfOf) {
        Caller caller = Caller.required();
        if (!caller.isService() || onBehalfOf == null) {
            return new Submitter(caller, caller.id(), caller.isService() || caller.isOperator());
        }
        if (onBehalfOf.isBlank() || onBehalfOf.length() > MAX_ID_LENGTH) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "X-On-Behalf-Of must be a user's id.");
        }
        return new Submitter(caller, onBehalfOf, false);
    }

    /** A user whose work is done later, with the roles that the user has now. */
    public static Submitter of(UserAuthority user) {
        Caller caller = new Caller(user.userId(), user.roles(), null, Set.of(), null);
        return new Submitter(caller, user.userId(), caller.isOperator());
    }

    /** Whether a job is readable; tasks are so for operators and services only. */
    public boolean reads(Job job) {
        return this.readsAll || (job.owner().equals(this.owner) && !job.isTask());
    }

    /** Whether the caller is a service or an operator. */
    public boolean isTrusted() {
        return this.caller.isService() || this.caller.isOperator();
    }

    /** Whether the caller acts for another user. */
    public boolean isOnBehalf() {
        return !this.owner.equals(this.caller.id());
    }

}
