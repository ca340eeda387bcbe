/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.worker.sql.Columns;

import static dev.streamgate.worker.sql.Columns.at;

/**
 * The table of packages, and what the table of tasks says about them. Each method is one
 * statement; who changes something holds the package's lock.
 */
@Component
class Packages {

    private final JdbcClient jdbc;

    private final Columns columns;

    private final Clock clock;

    Packages(JdbcClient jdbc, Columns columns, Clock clock) {
        this.jdbc = jdbc;
        this.columns = columns;
        this.clock = clock;
    }

    Optional<MediaPackage> find(String key) {
        return this.jdbc.sql("SELECT * FROM packages WHERE package_key = :key")
            .param("key", key)
            .query(this::map)
            .optional();
    }

    void insert(Presentation presentation) {
        this.jdbc.sql("""
                INSERT INTO packages (package_key, presentation, source_key, state, created_at, updated_at)
                VALUES (:key, CAST(:presentation AS jsonb), :source, 'running', :now, :now)""")
            .param("key", presentation.packageKey())
            .param("presentation", this.columns.json(presentation))
            .param("source", presentation.sourceKey())
            .param("now", at(this.clock.instant()))
            .update();
    }

    void delete(String key) {
        this.jdbc.sql("DELETE FROM packages WHERE package_key = :key").param("key", key).update();
    }

    void moveTo(String key, PackageState state) {
        this.jdbc.sql("UPDATE packages SET state = :state, updated_at = :now WHERE package_key = :key")
            .param("state", state.name().toLowerCase(Locale.ROOT))
            .param("now", at(this.clock.instant()))
            .param("key", key)
            .update();
    }

    /** The package has been used until now. */
    void touch(String key) {
        this.jdbc.sql("UPDATE packages SET updated_at = :now WHERE package_key = :key")
            .param("now", at(this.clock.instant()))
            .param("key", key)
            .update();
    }

    void report(String key, boolean playable, double progress) {
        this.jdbc.sql("""
                UPDATE packages SET playable = :playable, progress = :progress, updated_at = :now
                WHERE package_key = :key""")
            .param("playable", playable)
            .param("progress", progress)
            .param("now", at(this.clock.instant()))
            .param("key", key)
            .update();
    }

    /** Published segments of each rendition that has a task. */
    Map<String, Long> published(String key) {
        Map<String, Long> published = new HashMap<>();
        this.jdbc.sql("""
                SELECT rendition, sum(next_segment - first_segment) AS published
                FROM jobs, unnest(renditions) AS rendition
                WHERE package_key = :key AND parent_id IS NOT NULL
                GROUP BY rendition""").param("key", key).query((row) -> {
            published.put(row.getString("rendition"), row.getLong("published"));
        });
        return published;
    }

    /** The renditions whose first segment is published. */
    List<String> started(String key) {
        return this.jdbc.sql("""
                SELECT DISTINCT rendition FROM jobs, unnest(renditions) AS rendition
                WHERE package_key = :key AND parent_id IS NOT NULL AND first_segment = 0 AND next_segment > 0""")
            .param("key", key)
            .query(Columns.TEXT)
            .list();
    }

    /** Whether no task of the package is waiting or running. */
    boolean settled(String key) {
        return this.jdbc.sql("""
                SELECT NOT EXISTS (SELECT 1 FROM jobs WHERE package_key = :key AND parent_id IS NOT NULL
                    AND state IN ('queued', 'running'))""").param("key", key).query(Boolean.class).single();
    }

    /** Whether a content plays from the package, or will. */
    boolean isUsed(String key) {
        return this.jdbc.sql("""
                SELECT EXISTS (SELECT 1 FROM contents WHERE package_key = :key)
                    OR EXISTS (SELECT 1 FROM jobs WHERE package_key = :key AND parent_id IS NULL
                        AND state = 'running')""").param("key", key).query(Boolean.class).single();
    }

    /** Packages that no content has used since the instant. */
    List<String> orphans(Instant since, int limit) {
        return this.jdbc.sql("""
                SELECT package_key FROM packages p
                WHERE state <> 'purging' AND updated_at < :since
                    AND NOT EXISTS (SELECT 1 FROM contents c WHERE c.package_key = p.package_key)
                    AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.package_key = p.package_key
                        AND j.parent_id IS NULL AND j.state = 'running')
                ORDER BY updated_at LIMIT :limit""")
            .param("since", at(since))
            .param("limit", limit)
            .query(Columns.TEXT)
            .list();
    }

    private MediaPackage map(ResultSet row, int number) throws SQLException {
        return new MediaPackage(row.getString("package_key"),
                this.columns.as(row.getString("presentation"), Presentation.class),
                PackageState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)), row.getBoolean("playable"),
                row.getDouble("progress"));
    }

}
