/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.outbox;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Rows of stored uploads that are not yet delivered. The transaction that stores an
 * upload adds its row; delivery deletes it. Safe for threads and processes.
 */
@Repository
public class UploadOutbox {

    /** Longer than the time limits of all requests of a delivery together. */
    private static final Duration CLAIM = Duration.ofMinutes(1);

    private final JdbcClient jdbc;

    private final Clock clock;

    UploadOutbox(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds an upload. Requires the transaction that stores it. */
    public void add(String uploadId, @Nullable String traceparent) {
        this.jdbc.sql("""
                INSERT INTO outbox (upload_id, next_attempt_at, traceparent) VALUES (:id, :now, :traceparent)
                ON CONFLICT (upload_id) DO NOTHING""")
            .param("id", uploadId)
            .param("now", Timestamp.from(this.clock.instant()))
            .param("traceparent", traceparent)
            .update();
    }

    /**
     * Claims the next due entry, so that no other caller delivers it meanwhile; the claim
     * of a crashed process ends by itself. The uploads of a user to one content are
     * delivered in the order in which they were stored: a later one waits while an
     * earlier one is postponed, or the earlier video would replace the later.
     */
    Optional<Entry> claimNext() {
        Instant now = this.clock.instant();
        return this.jdbc.sql("""
                WITH next AS MATERIALIZED (
                    SELECT outbox.upload_id, outbox.attachment FROM outbox JOIN uploads ON id = upload_id
                    WHERE next_attempt_at <= :now AND (claimed_until IS NULL OR claimed_until <= :now)
                        AND NOT EXISTS (
                            SELECT 1 FROM outbox AS before JOIN uploads AS previous ON previous.id = before.upload_id
                            WHERE before.sequence < outbox.sequence AND previous.content_id = uploads.content_id
                                AND previous.owner = uploads.owner)
                    ORDER BY next_attempt_at LIMIT 1 FOR UPDATE OF outbox SKIP LOCKED)
                UPDATE outbox SET claimed_until = :until,
                    attachment = CASE outbox.attachment WHEN 'NONE' THEN 'UNKNOWN' ELSE outbox.attachment END
                FROM next WHERE outbox.upload_id = next.upload_id
                RETURNING outbox.upload_id, failures, traceparent, sequence, next.attachment""")
            .param("now", Timestamp.from(now))
            .param("until", Timestamp.from(now.plus(CLAIM)))
            .query((row, number) -> new Entry(row.getString(1), row.getInt(2), row.getString(3), row.getLong(4),
                    Attachment.valueOf(row.getString(5))))
            .optional();
    }

    void delete(Entry entry) {
        this.jdbc.sql("DELETE FROM outbox WHERE upload_id = ?").param(entry.uploadId()).update();
    }

    /** Records a failed delivery, schedules the next attempt and ends the claim. */
    void reschedule(Entry entry, Attachment attachment, Duration delay) {
        this.jdbc.sql("""
                UPDATE outbox SET failures = failures + 1, next_attempt_at = ?, attachment = ?, claimed_until = NULL
                WHERE upload_id = ?""")
            .params(Timestamp.from(this.clock.instant().plus(delay)), attachment.name(), entry.uploadId())
            .update();
    }

    /** Whether metadata-service has attached the source to its content. */
    enum Attachment {

        /** It has not. */
        NONE,

        /** A request had no response, or none yet. */
        UNKNOWN,

        /** It has. */
        ATTACHED

    }

    /**
     * An undelivered upload.
     *
     * @param uploadId the upload
     * @param failures number of failed deliveries
     * @param traceparent trace context of the request that completed the upload
     * @param sequence its number among all stored uploads, in the order in which they
     * were stored
     * @param attachment what is known from earlier attempts
     */
    record Entry(String uploadId, int failures, @Nullable String traceparent, long sequence, Attachment attachment) {
    }

}
