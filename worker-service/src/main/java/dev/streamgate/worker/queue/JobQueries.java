/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.suite.page.KeysetCursor;
import dev.streamgate.suite.page.PageLimit;

import static dev.streamgate.worker.sql.Columns.at;

/** Reads of the table {@code jobs} for the public APIs. */
@Component
public class JobQueries {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final JdbcClient jdbc;

    private final JobRows rows;

    private final JobStore jobs;

    JobQueries(JdbcClient jdbc, JobRows rows, JobStore jobs) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.jobs = jobs;
    }

    /**
     * Finds a job. Only jobs that cannot change any more are cached, so that the cache
     * needs no eviction.
     */
    @Cacheable(cacheNames = "jobs", unless = "#result == null || !#result.isFinal()")
    public Optional<Job> find(String id) {
        return this.jobs.find(id);
    }

    /**
     * Returns a page of jobs, newest first.
     * @throws ProblemException 400 for an invalid limit or cursor
     */
    public Page<Job> page(Filter filter, @Nullable Integer limit, @Nullable String cursor) {
        int size = PageLimit.of(limit);
        String list = "jobs " + filter;
        List<Job> found = list(filter, KeysetCursor.decode(cursor, list, 2), size + 1);
        List<Job> items = found.subList(0, Math.min(size, found.size()));
        return new Page<>(items, (found.size() > size)
                ? KeysetCursor.encode(list, items.getLast().createdAt(), items.getLast().id()) : null);
    }

    /**
     * Parses the query parameter {@code state}.
     * @return the state; {@code null} for {@code null}
     * @throws ProblemException 400 for an unknown state
     */
    public static @Nullable JobState state(@Nullable String name) {
        if (name == null) {
            return null;
        }
        for (JobState state : JobState.values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(name)) {
                return state;
            }
        }
        throw new ProblemException(ProblemType.BAD_REQUEST,
                "state must be queued, running, succeeded, failed or cancelled.");
    }

    private List<Job> list(Filter filter, @Nullable KeysetCursor after, int limit) {
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
            append(sql, parameters, "(created_at, id) < (?, ?)", at(after.instant(0)));
            parameters.add(after.id(1, ID));
        }
        sql.append(" ORDER BY created_at DESC, id DESC LIMIT ?");
        parameters.add(limit);
        return this.jdbc.sql(sql.toString()).params(parameters).query(this.rows).list();
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

}
