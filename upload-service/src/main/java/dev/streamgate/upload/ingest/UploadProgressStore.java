/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.ingest;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.streamgate.upload.session.UploadSql;

/**
 * Records how many bytes of an open upload are durable. Thread-safe.
 */
@Repository
public class UploadProgressStore {

    private final JdbcClient jdbc;

    private final Clock clock;

    UploadProgressStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Sets the number of durable bytes; all of them are verified. */
    void setReceived(String id, long received, Instant expiresAt) {
        this.jdbc.sql("""
                UPDATE uploads SET received = ?, unverified_from = NULL, updated_at = ?, expires_at = ?
                WHERE id = ? AND state = %s""".formatted(UploadSql.OPEN))
            .params(received, now(), Timestamp.from(expiresAt), id)
            .update();
    }

    /** Adds durable bytes at any offset. */
    public void addReceived(String id, long bytes, Instant expiresAt) {
        this.jdbc.sql("""
                UPDATE uploads SET received = received + ?, updated_at = ?, expires_at = ?
                WHERE id = ? AND state = %s""".formatted(UploadSql.OPEN))
            .params(bytes, now(), Timestamp.from(expiresAt), id)
            .update();
    }

    /**
     * Marks bytes from the offset on as unverified until the next {@link #setReceived}.
     */
    void markUnverified(String id, long offset) {
        this.jdbc.sql("UPDATE uploads SET unverified_from = ? WHERE id = ?").params(offset, id).update();
    }

    /** Sets a size that was declared after the creation of the upload. */
    void setSize(String id, long size) {
        this.jdbc.sql("UPDATE uploads SET size = ? WHERE id = ? AND size IS NULL").params(size, id).update();
    }

    private Timestamp now() {
        return Timestamp.from(this.clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

}
