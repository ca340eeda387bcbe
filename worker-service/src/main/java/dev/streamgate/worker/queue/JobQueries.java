/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.worker.JobState;

import static dev.streamgate.worker.queue.JobRows.STATES;
import static dev.streamgate.worker.sql.Columns.at;

/** Lists and counts of the table {@code jobs}. */
@Component
public class JobQueries {

    private final JdbcClient jdbc;

    private final JobRows rows;

    JobQueries(JdbcClient jdbc, JobRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** Lists jobs, newest first. */
    public List<Job> list(Filter filter, @Nullable Position after, int limit) {
        StringBuilder sql = new StringBuilder("SELECT * FROM jobs WHERE true");
        List<Object> parameters = new ArrayList<>();
        append(sql, parameters, "owner = ?", filter.owner());
        append(sql, parameters, "state = ?", (filter.state() != null) ? filter.state().name() : null);
        append(sql, parameters, "type = ?", filter.type());
        append(sql, parameters, "content_id = ?", filter.contentId());
        if (!filter.tasks()) {
            sql.append(" AND parent_id IS NULL");
        }
        if (after != null) {
            append(sql, parameters, "(created_at, id) < (?, ?)", at(after.createdAt()));
            parameters.add(after.id());
        }
        sql.append(" ORDER BY created_at DESC, id DESC LIMIT ?");
        parameters.add(limit);
        return this.jdbc.sql(sql.toString()).params(parameters).query(this.rows).list();
    }

    /** Counts the jobs and tasks that are queued, running or failed. */
    List<Count> count(Instant now) {
        return this.jdbc.sql(STATES.in("""
                SELECT type, state, count(*) AS number, coalesce(EXTRACT(EPOCH FROM :now - min(run_after)
                    FILTER (WHERE state = {QUEUED} AND run_after <= :now)), 0) AS age
                FROM jobs WHERE state IN ({QUEUED}, {RUNNING}, {FAILED}) GROUP BY type, state"""))
            .param("now", at(now))
            .query((row, number) -> new Count(row.getString("type"), JobState.valueOf(row.getString("state")),
                    row.getLong("number"), row.getDouble("age")))
            .list();
    }

    private static void append(StringBuilder sql, List<Object> parameters, String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(" AND ").append(condition);
            parameters.add(value);
        }
    }

    /**
     * Filter of a list; {@code null} matches every job.
     *
     * @param owner the owner
     * @param state the state
     * @param type the type
     * @param contentId the content
     * @param tasks whether to include tasks
     */
    public record Filter(@Nullable String owner, @Nullable JobState state, @Nullable String type,
            @Nullable String contentId, boolean tasks) {
    }

    /**
     * Position in a list.
     *
     * @param createdAt submission time of the last item
     * @param id id of the last item
     */
    public record Position(Instant createdAt, String id) {
    }

    /**
     * Number of jobs of one type in one state.
     *
     * @param type the type
     * @param state the state
     * @param number how many
     * @param age seconds since the first of them became available for a lease
     */
    record Count(String type, JobState state, long number, double age) {
    }

}
