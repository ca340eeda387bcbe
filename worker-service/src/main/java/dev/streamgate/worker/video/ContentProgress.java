/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.worker.queue.NotificationHub;
import dev.streamgate.worker.sql.Columns;

import static dev.streamgate.worker.sql.Columns.at;

/**
 * The table of contents: which package each plays from, how that stands, and what of it
 * metadata has not been told yet. Several changes before the next telling are told as
 * one.
 */
@Component
public class ContentProgress {

    /** At least so long between two tellings of nothing but progress. */
    public static final Duration BETWEEN_PROGRESS = Duration.ofMillis(500);

    private final JdbcClient jdbc;

    private final Columns columns;

    private final NotificationHub wakeups;

    private final Clock clock;

    ContentProgress(JdbcClient jdbc, Columns columns, NotificationHub wakeups, Clock clock) {
        this.jdbc = jdbc;
        this.columns = columns;
        this.wakeups = wakeups;
        this.clock = clock;
    }

    /**
     * A new job makes the content's media. What it played from before stays until the new
     * plan is known.
     */
    void begin(String contentId, String jobId, VideoSource source) {
        this.jdbc.sql("""
                INSERT INTO contents (content_id, job_id, state, source, due_at)
                VALUES (:content, :job, 'processing', CAST(:source AS jsonb), :now)
                ON CONFLICT (content_id) DO UPDATE SET job_id = :job, state = 'processing', error = NULL,
                    source = EXCLUDED.source""")
            .param("content", contentId)
            .param("job", jobId)
            .param("source", this.columns.json(source))
            .param("now", at(this.clock.instant()))
            .update();
        this.jdbc.sql("""
                INSERT INTO sources (source_key, content_id) VALUES (:source, :content)
                ON CONFLICT (source_key, content_id) DO UPDATE SET released = false""")
            .param("source", source.sourceKey())
            .param("content", contentId)
            .update();
        tell(contentId, true);
    }

    /** The source that the content was made from last. */
    public Optional<VideoSource> source(String contentId) {
        return this.jdbc.sql("SELECT source FROM contents WHERE content_id = :content")
            .param("content", contentId)
            .query(String.class)
            .optional()
            .map((json) -> this.columns.as(json, VideoSource.class));
    }

    /**
     * The content plays from a package.
     * @return false when a newer job makes the content's media
     */
    boolean plan(String contentId, String jobId, String packageKey) {
        return this.jdbc.sql("UPDATE contents SET package_key = :key WHERE content_id = :content AND job_id = :job")
            .param("key", packageKey)
            .param("content", contentId)
            .param("job", jobId)
            .update() == 1;
    }

    /** The job that makes the content's media has ended, or starts again. */
    void moveTo(String contentId, String jobId, String state, @Nullable String error) {
        int moved = this.jdbc.sql("""
                UPDATE contents SET state = :state, error = :error WHERE content_id = :content AND job_id = :job""")
            .param("state", state)
            .param("error", error)
            .param("content", contentId)
            .param("job", jobId)
            .update();
        if (moved == 1) {
            tell(contentId, true);
        }
    }

    /** What plays from a package has changed. */
    void tellAll(String packageKey, boolean atOnce) {
        this.jdbc.sql("SELECT content_id FROM contents WHERE package_key = :key ORDER BY content_id FOR UPDATE")
            .param("key", packageKey)
            .query(Columns.TEXT)
            .list()
            .forEach((contentId) -> tell(contentId, atOnce));
    }

    /** The package that the content plays from. */
    Optional<String> packageOf(String contentId) {
        return this.jdbc.sql("SELECT package_key FROM contents WHERE content_id = :content AND package_key IS NOT NULL")
            .param("content", contentId)
            .query(String.class)
            .optional();
    }

    /** Forgets a deleted content. */
    void delete(String contentId) {
        this.jdbc.sql("DELETE FROM contents WHERE content_id = :content").param("content", contentId).update();
        this.jdbc.sql("UPDATE sources SET released = true WHERE content_id = :content")
            .param("content", contentId)
            .update();
    }

    /** Takes the sources that nobody needs any more off the list. */
    List<String> takeReleasedSources() {
        return this.jdbc.sql("""
                WITH unneeded AS (
                    SELECT source_key FROM sources s GROUP BY source_key HAVING bool_and(released)
                        AND NOT EXISTS (SELECT 1 FROM packages p WHERE p.source_key = s.source_key
                            AND p.state = 'running')),
                taken AS (
                    DELETE FROM sources WHERE source_key IN (SELECT source_key FROM unneeded) RETURNING source_key)
                SELECT DISTINCT source_key FROM taken ORDER BY source_key""").query(Columns.TEXT).list();
    }

    private void tell(String contentId, boolean atOnce) {
        Instant now = this.clock.instant();
        this.jdbc.sql("""
                UPDATE contents SET sequence = sequence + 1, due_at = CASE
                    WHEN :atOnce THEN :now
                    WHEN sequence > sent_sequence THEN due_at
                    ELSE GREATEST(:now, sent_at + CAST(:between AS interval)) END
                WHERE content_id = :content""")
            .param("atOnce", atOnce)
            .param("now", at(now))
            .param("between", BETWEEN_PROGRESS.toMillis() + " milliseconds")
            .param("content", contentId)
            .update();
        this.wakeups.publish(NotificationHub.NOTICES);
    }

}
