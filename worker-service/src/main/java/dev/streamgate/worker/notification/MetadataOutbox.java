/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.worker.video.ContentProgress;

import static dev.streamgate.worker.sql.Columns.at;

/**
 * The contents that metadata has not been told the newest of. A change and its row here
 * are one transaction, so nothing is forgotten; only the newest state of a content is
 * told, so a metadata-service that was away is not flooded.
 */
@Component
class MetadataOutbox {

    private static final int MAX_DOUBLINGS = 20;

    private final JdbcClient jdbc;

    private final NotificationProperties properties;

    private final Clock clock;

    MetadataOutbox(JdbcClient jdbc, NotificationProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    /** Takes contents that are due; others leave them alone for a while. */
    List<Claimed> claim() {
        Instant now = this.clock.instant();
        return this.jdbc.sql("""
                UPDATE contents SET claimed_until = :until WHERE content_id IN (
                    SELECT content_id FROM contents
                    WHERE sequence > sent_sequence AND due_at <= :now
                        AND (claimed_until IS NULL OR claimed_until <= :now)
                    ORDER BY due_at LIMIT :limit FOR UPDATE SKIP LOCKED)
                RETURNING content_id, send_failures, CAST(:now AS timestamptz) AS claimed_at,
                    (SELECT traceparent FROM jobs WHERE id = job_id) AS traceparent""")
            .param("until", at(now.plus(this.properties.claim())))
            .param("now", at(now))
            .param("limit", this.properties.atOnce())
            .query(DataClassRowMapper.newInstance(Claimed.class))
            .list();
    }

    /**
     * Metadata has taken an update, or will never. Progress that came meanwhile waits its
     * time; what must be told at once has made the content due since it was claimed.
     */
    void told(Claimed claimed, long sequence) {
        this.jdbc.sql("""
                UPDATE contents SET sent_sequence = GREATEST(sent_sequence, :sequence), sent_at = :now,
                    send_failures = 0, claimed_until = NULL,
                    due_at = CASE WHEN due_at < :claimed THEN :later ELSE due_at END
                WHERE content_id = :content""")
            .param("sequence", sequence)
            .param("claimed", claimed.claimedAt())
            .param("later", at(this.clock.instant().plus(ContentProgress.BETWEEN_PROGRESS)))
            .param("now", at(this.clock.instant()))
            .param("content", claimed.contentId())
            .update();
    }

    /** Metadata could not be told; tried again after a while. */
    void failed(Claimed claimed) {
        long base = this.properties.backOff().toMillis();
        long wait = Math.min(base << Math.min(claimed.sendFailures(), MAX_DOUBLINGS),
                this.properties.maxBackOff().toMillis());
        this.jdbc.sql("""
                UPDATE contents SET due_at = :due, send_failures = send_failures + 1, claimed_until = NULL
                WHERE content_id = :content""")
            .param("due", at(this.clock.instant().plusMillis(wait)))
            .param("content", claimed.contentId())
            .update();
    }

    /** How long until the next content is due; empty when there is none. */
    Optional<Duration> next() {
        return this.jdbc.sql("""
                SELECT EXTRACT(EPOCH FROM min(GREATEST(due_at, claimed_until)) - :now) * 1000 FROM contents
                WHERE sequence > sent_sequence""")
            .param("now", at(this.clock.instant()))
            .query(Double.class)
            .optional()
            .map((millis) -> Duration.ofMillis(Math.max(1, (long) Math.ceil(millis))));
    }

    /**
     * A content to tell about.
     *
     * @param contentId its id
     * @param sendFailures how often this has failed in a row
     * @param claimedAt when it was taken
     * @param traceparent the trace of the job that makes its media
     */
    record Claimed(String contentId, int sendFailures, OffsetDateTime claimedAt, @Nullable String traceparent) {
    }

}
