/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.job;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.Usage;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.JobUsage;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.suite.postgres.EnumLiterals;
import dev.streamgate.suite.quota.Quota;
import dev.streamgate.suite.quota.UserQuotas;
import dev.streamgate.worker.queue.Locks;

/** How many unfinished jobs users may have submitted. Thread-safe. */
@Component
class JobQuota {

    private static final String COUNT = EnumLiterals.of(JobState.class).in("""
            SELECT count(*) FROM jobs WHERE submitted_by = ? AND parent_id IS NULL
                AND state IN ({QUEUED}, {RUNNING})""");

    private final UserQuotas quotas;

    private final JobProperties properties;

    private final JdbcClient jdbc;

    private final Locks locks;

    JobQuota(UserQuotas quotas, JobProperties properties, JdbcClient jdbc, Locks locks) {
        this.quotas = quotas;
        this.properties = properties;
        this.jdbc = jdbc;
        this.locks = locks;
    }

    /**
     * Jobs that a submitter may have unfinished. Sends a request, so it has no place in a
     * transaction.
     */
    long allowed(Submitter submitter) {
        return submitter.isTrusted() ? Long.MAX_VALUE
                : this.quotas.of(submitter.caller().id()).get(Quota.JOBS, this.properties.maxUnfinishedPerUser());
    }

    /**
     * Requires that a submitter may submit another job. Concurrent submissions of one
     * submitter wait until the caller's transaction ends.
     * @throws ProblemException 403 beyond the quota
     */
    void require(String submittedBy, long allowed) {
        if (allowed != Long.MAX_VALUE) {
            this.locks.lockSubmitter(submittedBy);
            Quota.JOBS.require(unfinished(submittedBy), 1, allowed);
        }
    }

    /** How much of the quota a submitter's jobs use. */
    JobUsage usage(Submitter submitter) {
        return new JobUsage(new Usage(unfinished(submitter.caller().id()), allowed(submitter)));
    }

    private long unfinished(String submittedBy) {
        return this.jdbc.sql(COUNT).param(submittedBy).query(Long.class).single();
    }

}
