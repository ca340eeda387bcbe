/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.handover;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Stored uploads that others have not been told of. A row comes in the transaction that
 * stores the upload and goes when everybody knows. Safe for threads and processes.
 */
@Repository
public class UploadOutbox {

    private final JdbcClient jdbc;

    private final Clock clock;

    private final Semaphore bell = new Semaphore(0);

    UploadOutbox(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds an upload; to be called in the transaction that stores it. */
    public void add(String uploadId, @Nullable String traceparent) {
        this.jdbc.sql("""
                INSERT INTO outbox (upload_id, next_at, traceparent) VALUES (:id, :now, :traceparent)
                ON CONFLICT (upload_id) DO NOTHING""")
            .param("id", uploadId)
            .param("now", Timestamp.from(this.clock.instant()))
            .param("traceparent", traceparent)
            .update();
    }

    /** Wakes who waits; to be called after that transaction. */
    public void wake() {
        this.bell.release();
    }

    /** Waits until there may be something to do. */
    void await(Duration limit) throws InterruptedException {
        if (this.bell.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            this.bell.drainPermits();
        }
    }

    /**
     * Takes the next upload that is due, until the present transaction ends; whatever
     * dies meanwhile, it is there again at once.
     */
    Optional<Entry> take() {
        return this.jdbc.sql("""
                SELECT upload_id, attempts, traceparent FROM outbox WHERE next_at <= ?
                ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED""")
            .param(Timestamp.from(this.clock.instant()))
            .query((row, number) -> new Entry(row.getString(1), row.getInt(2), row.getString(3)))
            .optional();
    }

    void delete(Entry entry) {
        this.jdbc.sql("DELETE FROM outbox WHERE upload_id = ?").param(entry.uploadId()).update();
    }

    void postpone(Entry entry, Instant until) {
        this.jdbc.sql("UPDATE outbox SET attempts = attempts + 1, next_at = ? WHERE upload_id = ?")
            .params(Timestamp.from(until), entry.uploadId())
            .update();
    }

    /**
     * An upload to tell of.
     *
     * @param uploadId the upload
     * @param attempts how often that failed
     * @param traceparent the trace in which its last byte came
     */
    record Entry(String uploadId, int attempts, @Nullable String traceparent) {
    }

}
