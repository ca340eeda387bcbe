/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.expiry;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.suite.postgres.EnumLiterals;

/** Deletes rows past their retention, in batches. Thread-safe. */
@Repository
class UploadRetention {

    private static final EnumLiterals STATES = EnumLiterals.of(UploadState.class);

    private final JdbcClient jdbc;

    private final Clock clock;

    UploadRetention(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Deletes ended uploads without bytes, also stored ones whose source was deleted with
     * its content.
     * @param retention minimum time since they ended
     * @return number of deleted rows
     */
    int deleteEnded(Duration retention, int limit) {
        return delete("""
                WITH ended AS MATERIALIZED (
                    SELECT id FROM uploads WHERE state <> {OPEN} AND bytes_deleted AND updated_at < ?
                        AND NOT EXISTS (SELECT 1 FROM outbox WHERE upload_id = id)
                    ORDER BY updated_at LIMIT ? FOR UPDATE SKIP LOCKED)
                DELETE FROM uploads USING ended WHERE uploads.id = ended.id""", retention, limit);
    }

    /**
     * Deletes the chunks of ended uploads: they serve repeated requests only.
     * @param retention minimum time since the upload ended
     * @return number of uploads whose chunks were deleted
     */
    int deleteChunks(Duration retention, int limit) {
        return delete("""
                WITH ended AS MATERIALIZED (
                    SELECT id FROM uploads WHERE kind = 'CHUNKS' AND state <> {OPEN} AND updated_at < ?
                        AND EXISTS (SELECT 1 FROM chunks WHERE upload_id = id)
                    ORDER BY updated_at LIMIT ?)
                DELETE FROM chunks USING ended WHERE upload_id = id""", retention, limit);
    }

    /** Ids of stored uploads whose source was not checked for the longest time. */
    List<String> takeUnchecked(Duration interval, int limit) {
        Instant now = this.clock.instant();
        return this.jdbc.sql(STATES.in("""
                WITH stored AS MATERIALIZED (
                    SELECT id FROM uploads WHERE state = {STORED} AND NOT bytes_deleted AND source_checked_at < ?
                    ORDER BY source_checked_at LIMIT ? FOR UPDATE SKIP LOCKED)
                UPDATE uploads SET source_checked_at = ? FROM stored WHERE uploads.id = stored.id
                RETURNING uploads.id"""))
            .params(Timestamp.from(now.minus(interval)), limit, Timestamp.from(now))
            .query((row, number) -> row.getString(1))
            .list();
    }

    private int delete(String sql, Duration retention, int limit) {
        return this.jdbc.sql(STATES.in(sql))
            .params(Timestamp.from(this.clock.instant().minus(retention)), limit)
            .update();
    }

}
