/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.JobView;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobStore;

import static dev.streamgate.worker.sql.Columns.at;

/** Pages of jobs, newest first. */
@Component
public class JobLists {

    private final JdbcClient jdbc;

    private final JobStore jobs;

    JobLists(JdbcClient jdbc, JobStore jobs) {
        this.jdbc = jdbc;
        this.jobs = jobs;
    }

    /** Returns one page. */
    public Page<JobView> page(Filter filter, @Nullable Integer limit, @Nullable String cursor) {
        int size = JobCursor.limit(limit);
        JobCursor after = JobCursor.parse(cursor);
        StringBuilder sql = new StringBuilder("SELECT * FROM jobs WHERE true");
        var conditions = new ArrayList<Object>();
        where(sql, conditions, "owner = ?", filter.owner());
        where(sql, conditions, "state = ?", filter.state());
        where(sql, conditions, "type = ?", filter.type());
        where(sql, conditions, "content_id = ?", filter.contentId());
        if (!filter.tasks()) {
            sql.append(" AND parent_id IS NULL");
        }
        if (after != null) {
            sql.append(" AND (created_at, id) < (?, ?)");
            conditions.add(at(after.createdAt()));
            conditions.add(after.id());
        }
        sql.append(" ORDER BY created_at DESC, id DESC LIMIT ?");
        conditions.add(size + 1);
        List<Job> found = this.jdbc.sql(sql.toString()).params(conditions).query(this.jobs::map).list();
        List<Job> items = found.subList(0, Math.min(size, found.size()));
        String next = (found.size() > size) ? new JobCursor(items.getLast().createdAt(), items.getLast().id()).encode()
                : null;
        return new Page<>(items.stream().map(JobLists::toView).toList(), next);
    }

    /** Converts a job to its public view. */
    public static JobView toView(Job job) {
        return new JobView(job.id(), job.type(), job.contentId(), job.owner(), job.state(), job.priority(),
                job.attempts(), job.progress(), job.leasedBy(), job.payload(), job.result(), job.error(),
                job.createdAt(), job.updatedAt());
    }

    /**
     * The state of that name.
     * @throws ProblemException 400 when there is none
     */
    public static @Nullable String state(@Nullable String name) {
        if (name == null) {
            return null;
        }
        for (JobState state : JobState.values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(name)) {
                return name;
            }
        }
        throw new ProblemException(ProblemType.BAD_REQUEST,
                "state is one of queued, running, succeeded, failed, cancelled.");
    }

    private static void where(StringBuilder sql, List<Object> conditions, String condition, @Nullable String value) {
        if (value != null) {
            sql.append(" AND ").append(condition);
            conditions.add(value);
        }
    }

    /**
     * Which jobs.
     *
     * @param owner whose; {@code null} for everybody's
     * @param state in which state
     * @param type of which type
     * @param contentId for which content
     * @param tasks whether tasks of jobs, too
     */
    public record Filter(@Nullable String owner, @Nullable String state, @Nullable String type,
            @Nullable String contentId, boolean tasks) {
    }

}
