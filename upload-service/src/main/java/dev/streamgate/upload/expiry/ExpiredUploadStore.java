/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.expiry;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.streamgate.upload.session.UploadSql;

/** Rows of expired and ended uploads. Thread-safe. */
@Repository
class ExpiredUploadStore {

    private final JdbcClient jdbc;

    private final Clock clock;

    ExpiredUploadStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Ids of open uploads past their expiry. */
    List<String> findExpired(int limit) {
        return ids("SELECT id FROM uploads WHERE state = %s AND expires_at <= ? ORDER BY expires_at LIMIT ?"
            .formatted(UploadSql.OPEN), now(), limit);
    }

    /** Moves an upload from {@code open} to {@code expired} if it is past its expiry. */
    boolean expire(String id) {
        return this.jdbc
            .sql("UPDATE uploads SET state = %s, updated_at = ? WHERE id = ? AND state = %s AND expires_at <= ?"
                .formatted(UploadSql.EXPIRED, UploadSql.OPEN))
            .params(now(), id, now())
            .update() == 1;
    }

    /** Ids of ended uploads whose bytes are not deleted. */
    List<String> findUndeletedBytes(int limit) {
        return ids("SELECT id FROM uploads WHERE state IN %s AND NOT bytes_deleted ORDER BY updated_at LIMIT ?"
            .formatted(UploadSql.ENDED), limit);
    }

    /**
     * Deletes rows of uploads that ended without being stored.
     * @param retention minimum time since they ended
     * @return number of deleted rows
     */
    int deleteEnded(Duration retention) {
        return this.jdbc
            .sql("DELETE FROM uploads WHERE state IN %s AND bytes_deleted AND updated_at < ?"
                .formatted(UploadSql.ENDED))
            .param(Timestamp.from(this.clock.instant().minus(retention)))
            .update();
    }

    private List<String> ids(String sql, Object... params) {
        return this.jdbc.sql(sql).params(params).query((row, number) -> row.getString(1)).list();
    }

    private Timestamp now() {
        return Timestamp.from(this.clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

}
