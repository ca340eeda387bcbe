/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import static dev.streamgate.worker.queue.JobRows.STATES;
import static dev.streamgate.worker.sql.Columns.at;

/**
 * The order in which queued jobs are leased.
 * <p>
 * Jobs of one urgency, priority and stage are a class, and a better class precedes.
 * Within a class owners take turns, in the cyclic order of their ids: the next owner is
 * the one after the owner of the class's latest lease, which has the largest fencing
 * token. So an owner waits for at most one job of each other owner, however many they
 * have queued. The jobs of one owner are ordered by ordinal and age.
 * <p>
 * The query reads the head of the index {@code jobs_available} for the best class, the
 * head of {@code jobs_served} for the latest owner of that class, and the first entry of
 * {@code jobs_available} after that owner. Without such an entry, because the cycle is at
 * its end or other callers have locked the jobs, it takes the first job of any class that
 * is not locked: as long as a job is available, a caller gets one. No step depends on the
 * number of queued jobs or owners. Callers that run at once may read the same latest
 * owner, which then gets a turn for each of them. Thread-safe.
 */
@Component
class FairQueue {

    /** The jobs that a runner may lease, in the order of {@link #IN_ORDER}. */
    private static final String AVAILABLE = "state = {QUEUED} AND type = ANY(:types) AND run_after <= :now";

    /** The order of the index {@code jobs_available}. */
    private static final String IN_ORDER = "ORDER BY urgency DESC, priority DESC, stage, owner, ordinal, created_at, id LIMIT 1";

    private static final String IN_BEST_CLASS = "urgency = (SELECT urgency FROM best)"
            + " AND priority = (SELECT priority FROM best) AND stage = (SELECT stage FROM best)";

    /** Only the latest leases of a class are searched for one of the runner's types. */
    private static final String SERVED = """
            WITH best AS MATERIALIZED (
                SELECT urgency, priority, stage FROM jobs WHERE %s AND urgency >= :urgency %s),
            latest AS MATERIALIZED (
                SELECT owner, type FROM jobs WHERE fencing_token > 0 AND %s
                ORDER BY fencing_token DESC LIMIT 1000),
            served AS MATERIALIZED (SELECT owner FROM latest WHERE type = ANY(:types) LIMIT 1)
            """.formatted(AVAILABLE, IN_ORDER, IN_BEST_CLASS);

    /** Leases a job. */
    static final String ACQUIRE = STATES.in(SERVED + """
            UPDATE jobs SET state = {RUNNING}, attempts = attempts + 1, leased_by = :runner,
                lease_expires_at = :expires, fencing_token = nextval('fencing_tokens'), updated_at = :now
            WHERE id = COALESCE(
                (SELECT id FROM jobs WHERE %1$s AND %2$s AND owner > (SELECT owner FROM served)
                %3$s FOR UPDATE SKIP LOCKED),
                (SELECT id FROM jobs WHERE %1$s AND urgency >= :urgency %3$s FOR UPDATE SKIP LOCKED))
            RETURNING *""".formatted(AVAILABLE, IN_BEST_CLASS, IN_ORDER));

    private final JdbcClient jdbc;

    private final JobRows rows;

    private final Clock clock;

    FairQueue(JdbcClient jdbc, JobRows rows, Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.clock = clock;
    }

    /** Leases the next job of the types; concurrent callers lease different jobs. */
    Optional<Job> acquire(Collection<String> types, boolean urgentOnly, String runner, Instant expiresAt) {
        return this.jdbc.sql(ACQUIRE)
            .param("runner", runner)
            .param("expires", at(expiresAt))
            .param("now", at(this.clock.instant()))
            .param("types", types.toArray(String[]::new))
            .param("urgency", (urgentOnly ? Urgency.STARTUP : Urgency.BACKGROUND).rank())
            .query(this.rows)
            .optional();
    }

}
