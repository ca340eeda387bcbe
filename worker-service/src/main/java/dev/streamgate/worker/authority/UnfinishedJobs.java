/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.authority;

import java.util.Collection;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.suite.postgres.EnumLiterals;
import dev.streamgate.worker.sql.Columns;

/** Jobs of users that have not ended. Each method is one statement. */
@Component
class UnfinishedJobs {

    private static final EnumLiterals STATES = EnumLiterals.of(JobState.class);

    private static final String UNFINISHED = "parent_id IS NULL AND state IN ({QUEUED}, {RUNNING})";

    private final JdbcClient jdbc;

    UnfinishedJobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Owners and submitters after a position, in the order of their ids. */
    List<String> users(String after, int limit) {
        return this.jdbc.sql(STATES.in("""
                SELECT id FROM (SELECT owner AS id FROM jobs WHERE %1$s
                    UNION SELECT submitted_by FROM jobs WHERE %1$s) AS users
                WHERE id > ? AND id NOT LIKE 'service:%%' ORDER BY id LIMIT ?""".formatted(UNFINISHED)))
            .params(after, limit)
            .query(Columns.TEXT)
            .list();
    }

    /** Jobs that a user owns or has submitted. */
    List<String> of(String user) {
        return this.jdbc.sql(STATES.in("SELECT id FROM jobs WHERE (owner = ? OR submitted_by = ?) AND " + UNFINISHED))
            .params(user, user)
            .query(Columns.TEXT)
            .list();
    }

    /**
     * Jobs that a user has submitted and may submit only as an operator: of other types,
     * for other users, and for contents of other users.
     */
    List<String> beyond(String user, Collection<String> userTypes) {
        return this.jdbc.sql(STATES.in("""
                SELECT id FROM jobs WHERE submitted_by = :user AND %s AND (owner <> :user
                    OR NOT type = ANY(:types)
                    OR EXISTS (SELECT FROM content_owners WHERE content_owners.content_id = jobs.content_id
                        AND content_owners.owner <> :user))""".formatted(UNFINISHED)))
            .param("user", user)
            .param("types", userTypes.toArray(String[]::new))
            .query(Columns.TEXT)
            .list();
    }

    /** Lowers the priority of a user's jobs and of their tasks, and bounds their cost. */
    void limit(String user, int maxPriority, String exemption) {
        this.jdbc.sql(STATES.in("""
                WITH own AS MATERIALIZED (SELECT id FROM jobs WHERE submitted_by = :user AND %s
                    AND (priority > :max OR jsonb_exists(payload, :exemption)))
                UPDATE jobs SET priority = LEAST(priority, :max), payload = payload - :exemption
                WHERE id IN (SELECT id FROM own) OR parent_id IN (SELECT id FROM own)""".formatted(UNFINISHED)))
            .param("user", user)
            .param("max", maxPriority)
            .param("exemption", exemption)
            .update();
    }

}
