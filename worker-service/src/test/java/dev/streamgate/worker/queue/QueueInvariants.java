/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds in the worker's database once nothing is left to do. */
class QueueInvariants {

    /** Parked tasks wait for a viewer, or for the purge of their package. */
    private static final String UNFINISHED = """
            (state = 'RUNNING' OR (state = 'QUEUED' AND run_after < TIMESTAMPTZ '%s'))""".formatted(JobStore.PARKED);

    private final JdbcClient jdbc;

    QueueInvariants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean isIdle() {
        return this.jdbc.sql("SELECT count(*) FROM jobs WHERE " + UNFINISHED).query(Integer.class).single() == 0;
    }

    void checkAtRest() {
        none("jobs that are lost", "SELECT id, type, state, error, payload FROM jobs WHERE " + UNFINISHED);
        none("leases of jobs that have ended", "SELECT id, state FROM jobs WHERE leased_by IS NOT NULL");
        none("packages that no job makes or purges",
                "SELECT package_key, state FROM packages WHERE state IN ('RUNNING', 'PURGING')");
        none("contents whose state is not that of their job", """
                SELECT c.content_id, c.state, j.state AS job, c.error FROM contents c JOIN jobs j ON j.id = c.job_id
                WHERE c.state = 'PROCESSING' OR (c.state = 'READY') <> (j.state = 'SUCCEEDED')""");
        none("ready contents without a ready package", """
                SELECT c.content_id, p.state FROM contents c LEFT JOIN packages p USING (package_key)
                WHERE c.state = 'READY' AND p.state IS DISTINCT FROM 'READY'""");
        none("failures beyond the bound", "SELECT id, failures FROM jobs WHERE failures > max_attempts");
        none("tasks of a package that do not tile its segments", """
                SELECT package_key, rendition, sum(end_segment - first_segment) AS covered, max(end_segment) AS last
                FROM jobs, unnest(renditions) AS rendition WHERE parent_id IS NOT NULL AND package_key IS NOT NULL
                GROUP BY package_key, rendition
                HAVING sum(end_segment - first_segment) <> max(end_segment) OR min(first_segment) <> 0""");
        none("ready packages that lack segments", """
                SELECT p.package_key, t.id, t.state, t.next_segment FROM packages p JOIN jobs t USING (package_key)
                WHERE p.state = 'READY' AND t.parent_id IS NOT NULL AND t.next_segment < t.end_segment""");
        none("tasks whose job is gone", """
                SELECT t.id, t.type FROM jobs t LEFT JOIN jobs j ON j.id = t.parent_id
                WHERE t.parent_id IS NOT NULL AND j.id IS NULL""");
    }

    private void none(String what, String sql) {
        List<Map<String, Object>> rows = this.jdbc.sql(sql).query().listOfRows();
        assertThat(rows).as(what).isEmpty();
    }

}
