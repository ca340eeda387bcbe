/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.chunk;

import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import dev.streamgate.upload.session.UploadKind;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.upload.session.UploadSessions;
import dev.streamgate.upload.session.UploadStore;

/** Rows of durable chunks. Thread-safe. */
@Repository
class ChunkStore {

    private final JdbcClient jdbc;

    private final UploadStore uploads;

    private final UploadSessions sessions;

    ChunkStore(JdbcClient jdbc, UploadStore uploads, UploadSessions sessions) {
        this.jdbc = jdbc;
        this.uploads = uploads;
        this.sessions = sessions;
    }

    /** Finds the hash of a durable chunk. */
    Optional<String> findSha256(String uploadId, int number) {
        return this.jdbc.sql("SELECT sha256 FROM chunks WHERE upload_id = ? AND number = ?")
            .params(uploadId, number)
            .query((row, index) -> row.getString(1))
            .optional();
    }

    /** Adds a durable chunk. */
    @Transactional
    void add(UploadSession upload, int number, String sha256, long length) {
        this.jdbc.sql("INSERT INTO chunks (upload_id, number, sha256) VALUES (?, ?, ?)")
            .params(upload.id(), number, sha256)
            .update();
        this.uploads.addReceived(upload.id(), length, this.sessions.expiry(UploadKind.CHUNKS));
    }

    /** Numbers of missing chunks, in ascending order. */
    List<Integer> findMissing(String uploadId, int count, int limit) {
        return this.jdbc.sql("""
                SELECT number FROM generate_series(0, ? - 1) AS number
                WHERE NOT EXISTS (SELECT FROM chunks WHERE upload_id = ? AND chunks.number = number.number)
                ORDER BY number LIMIT ?""").params(count, uploadId, limit).query((row, index) -> row.getInt(1)).list();
    }

}
