/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.job;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.suite.page.KeysetCursor;
import dev.streamgate.suite.page.PageLimit;
import dev.streamgate.worker.queue.Job;
import dev.streamgate.worker.queue.JobQueries;
import dev.streamgate.worker.queue.JobQueries.Filter;
import dev.streamgate.worker.queue.JobQueries.Position;

/** Pages of jobs, newest first. */
@Component
public class JobPages {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final JobQueries jobs;

    JobPages(JobQueries jobs) {
        this.jobs = jobs;
    }

    /**
     * Returns one page.
     * @throws ProblemException 400 for an invalid limit or cursor
     */
    public Page<Job> page(Filter filter, @Nullable Integer limit, @Nullable String cursor) {
        int size = PageLimit.of(limit);
        String list = listName(filter);
        KeysetCursor position = KeysetCursor.decode(cursor, list, 2);
        List<Job> found = this.jobs.list(filter,
                (position != null) ? new Position(position.instant(0), position.id(1, ID)) : null, size + 1);
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

    private static String listName(Filter filter) {
        return String.join("\n", "jobs", part(filter.owner()), part(filter.state()), part(filter.type()),
                part(filter.contentId()), Boolean.toString(filter.tasks()));
    }

    private static String part(@Nullable Object value) {
        return (value != null) ? "=" + value : "-";
    }

}
