/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.outbox;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
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
     * Locks the next due entry until the transaction ends. The uploads of a user to one
     * content are delivered in the order in which they were stored: a later one waits
     * while an earlier one is postponed, or the earlier video would replace the later.
     */
    Optional<Entry> lockNext() {
        return this.jdbc.sql("""
                SELECT outbox.upload_id, failures, outbox.traceparent FROM outbox JOIN uploads ON id = upload_id
                WHERE next_attempt_at <= ? AND NOT EXISTS (
                  SELECT 1 FROM outbox AS before JOIN uploads AS previous ON previous.id = before.upload_id
                  WHERE before.sequence < outbox.sequence AND previous.content_id = uploads.content_id
                    AND previous.owner = uploads.owner)
                ORDER BY next_attempt_at LIMIT 1 FOR UPDATE OF outbox SKIP LOCKED""")
            .param(Timestamp.from(this.clock.instant()))
            .query((row, number) -> new Entry(row.getString(1), row.getInt(2), row.getString(3)))
            .optional();
    }

    void delete(Entry entry) {
        this.jdbc.sql("DELETE FROM outbox WHERE upload_id = ?").param(entry.uploadId()).update();
    }

    /** Records a failed delivery and schedules the next attempt. */
    void reschedule(Entry entry, Duration delay) {
        this.jdbc.sql("UPDATE outbox SET failures = failures + 1, next_attempt_at = ? WHERE upload_id = ?")
            .params(Timestamp.from(this.clock.instant().plus(delay)), entry.uploadId())
            .update();
    }

    /**
     * An undelivered upload.
     *
     * @param uploadId the upload
     * @param failures number of failed deliveries
     * @param traceparent trace context of the request that completed the upload
     */
    record Entry(String uploadId, int failures, @Nullable String traceparent) {
    }

}
