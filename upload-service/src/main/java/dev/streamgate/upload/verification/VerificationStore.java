/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.verification;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.streamgate.upload.session.UploadSql;

/**
 * Verification state in the rows of uploads. Each change of state returns whether it took
 * place. Thread-safe.
 */
@Repository
class VerificationStore {

    private final JdbcClient jdbc;

    private final Clock clock;

    VerificationStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Ids of uploads that await verification, oldest first. */
    List<String> findPending(int limit) {
        return this.jdbc
            .sql("SELECT id FROM uploads WHERE state = %s ORDER BY updated_at LIMIT ?".formatted(UploadSql.VERIFYING))
            .param(limit)
            .query((row, number) -> row.getString(1))
            .list();
    }

    /** Sets the hash of the file before it is published. */
    void setSha256(String id, String sha256) {
        this.jdbc.sql("UPDATE uploads SET sha256 = ? WHERE id = ?").params(sha256, id).update();
    }

    boolean markStored(String id) {
        return this.jdbc
            .sql("UPDATE uploads SET state = %s, received = size, updated_at = ? WHERE id = ? AND state = %s"
                .formatted(UploadSql.STORED, UploadSql.VERIFYING))
            .params(now(), id)
            .update() == 1;
    }

    boolean markRejected(String id, String error) {
        return this.jdbc
            .sql("UPDATE uploads SET state = %s, error = ?, updated_at = ? WHERE id = ? AND state = %s"
                .formatted(UploadSql.REJECTED, UploadSql.VERIFYING))
            .params(error, now(), id)
            .update() == 1;
    }

    private Timestamp now() {
        return Timestamp.from(this.clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

}
