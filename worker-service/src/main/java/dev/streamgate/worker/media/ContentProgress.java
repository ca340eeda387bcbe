/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.media;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.worker.queue.NotificationHub;
import dev.streamgate.worker.sql.Columns;

import static dev.streamgate.worker.sql.Columns.at;

/**
 * The media of contents, in the table {@code contents}: the package that a content plays
 * from, the job that produces it, and its state. The table is also the outbox to
 * metadata-service: each change increments {@code sequence} and sets when it is due.
 */
@Component
public class ContentProgress {

    /** Minimum interval between two deliveries of progress alone. */
    public static final Duration PROGRESS_INTERVAL = Duration.ofMillis(500);

    private final JdbcClient jdbc;

    private final Columns columns;

    private final MediaSources sources;

    private final ReplacedPackages replaced;

    private final NotificationHub notifications;

    private final Clock clock;

    ContentProgress(JdbcClient jdbc, Columns columns, MediaSources sources, ReplacedPackages replaced,
            NotificationHub notifications, Clock clock) {
        this.jdbc = jdbc;
        this.columns = columns;
        this.sources = sources;
        this.replaced = replaced;
        this.notifications = notifications;
        this.clock = clock;
    }

    /**
     * Assigns a content to a new job, unless it has a later source. The content plays
     * from its previous package until the new one is planned.
     * @return whether it was assigned
     */
    public boolean begin(String contentId, String jobId, VideoSource source) {
        boolean assigned = this.jdbc.sql("""
                INSERT INTO contents (content_id, job_id, state, source, due_at)
                VALUES (:content, :job, :state, CAST(:source AS jsonb), :now)
                ON CONFLICT (content_id) DO UPDATE SET job_id = :job, state = :state, error = NULL,
                    source = EXCLUDED.source
                WHERE (contents.source ->> 'sourceNumber' IS NULL OR EXCLUDED.source ->> 'sourceNumber' IS NULL
                    OR CAST(contents.source ->> 'sourceNumber' AS bigint)
                        <= CAST(EXCLUDED.source ->> 'sourceNumber' AS bigint))""")
            .param("content", contentId)
            .param("job", jobId)
            .param("state", ContentState.PROCESSING.name())
            .param("source", this.columns.json(source))
            .param("now", at(this.clock.instant()))
            .update() == 1;
        this.sources.use(source.sourceKey(), contentId);
        if (assigned) {
            changed(contentId, true);
        }
        return assigned;
    }

    /** Returns the latest source of a content; empty without a video. */
    public Optional<VideoSource> source(String contentId) {
        return this.jdbc.sql("SELECT source FROM contents WHERE content_id = ?")
            .param(contentId)
            .query(String.class)
            .optional()
            .map((json) -> this.columns.as(json, VideoSource.class));
    }

    /**
     * Sets the package that a content plays from.
     * @return false if the content was assigned to a newer job or deleted
     */
    public boolean setPackage(String contentId, String jobId, String packageKey) {
        return this.jdbc.sql("UPDATE contents SET package_key = ? WHERE content_id = ? AND job_id = ?")
            .params(packageKey, contentId, jobId)
            .update() == 1;
    }

    /** Sets the state of a content, unless it was assigned to a newer job. */
    public void setState(String contentId, String jobId, ContentState state, @Nullable String error) {
        int updated = this.jdbc.sql("""
                UPDATE contents SET state = :state, error = :error WHERE content_id = :content AND job_id = :job""")
            .param("state", state.name())
            .param("error", error)
            .param("content", contentId)
            .param("job", jobId)
            .update();
        if (updated == 1) {
            changed(contentId, true);
        }
    }

    /**
     * Schedules the delivery of all contents that play from a package.
     * @param immediately whether to ignore the minimum interval of progress and wake the
     * relay; progress alone is delivered when the relay polls, since each notification
     * would cost all commits of the database a lock
     */
    public void packageChanged(String packageKey, boolean immediately) {
        this.jdbc.sql("SELECT content_id FROM contents WHERE package_key = ? ORDER BY content_id FOR UPDATE")
            .param(packageKey)
            .query(Columns.TEXT)
            .list()
            .forEach((contentId) -> changed(contentId, immediately));
    }

    /** Returns the package that a content plays from. */
    public Optional<String> packageOf(String contentId) {
        return this.jdbc.sql("SELECT package_key FROM contents WHERE content_id = ? AND package_key IS NOT NULL")
            .param(contentId)
            .query(String.class)
            .optional();
    }

    /** Deletes a content and releases its sources. */
    public void delete(String contentId) {
        this.jdbc.sql("DELETE FROM contents WHERE content_id = ?").param(contentId).update();
        this.replaced.delete(contentId);
        this.sources.release(contentId);
    }

    private void changed(String contentId, boolean immediately) {
        this.jdbc.sql("""
                UPDATE contents SET sequence = sequence + 1, due_at = CASE
                    WHEN :immediately THEN :now
                    WHEN sequence > sent_sequence THEN due_at
                    ELSE GREATEST(:now, sent_at + CAST(:interval AS interval)) END
                WHERE content_id = :content""")
            .param("immediately", immediately)
            .param("now", at(this.clock.instant()))
            .param("interval", PROGRESS_INTERVAL.toMillis() + " milliseconds")
            .param("content", contentId)
            .update();
        if (immediately) {
            this.notifications.publish(NotificationHub.OUTBOX);
        }
    }

}
