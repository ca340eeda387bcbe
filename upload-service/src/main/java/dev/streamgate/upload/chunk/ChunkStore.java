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

import dev.streamgate.upload.session.UploadStore;
import dev.streamgate.upload.session.UploadKind;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.upload.session.UploadSessions;

/** Which chunks are durable. */
@Repository
class ChunkStore {

    private final JdbcClient jdbc;

    private final UploadStore sessions;

    private final UploadSessions expiry;

    ChunkStore(JdbcClient jdbc, UploadStore sessions, UploadSessions expiry) {
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.expiry = expiry;
    }

    /** The hash of a chunk that is durable. */
    Optional<String> sha256(String uploadId, int number) {
        return this.jdbc.sql("SELECT sha256 FROM chunks WHERE upload_id = ? AND number = ?")
            .params(uploadId, number)
            .query((row, index) -> row.getString(1))
            .optional();
    }

    /** Records that a chunk is durable. */
    @Transactional
    void add(UploadSession upload, int number, String sha256, long length) {
        this.jdbc.sql("INSERT INTO chunks (upload_id, number, sha256) VALUES (?, ?, ?)")
            .params(upload.id(), number, sha256)
            .update();
        this.sessions.advance(upload.id(), length, this.expiry.expiry(UploadKind.CHUNKS));
    }

    /** Numbers of chunks that are not there, the lowest first. */
    List<Integer> missing(String uploadId, int count, int limit) {
        return this.jdbc.sql("""
                SELECT number FROM generate_series(0, ? - 1) AS number
                WHERE NOT EXISTS (SELECT FROM chunks WHERE upload_id = ? AND chunks.number = number.number)
                ORDER BY number LIMIT ?""").params(count, uploadId, limit).query((row, index) -> row.getInt(1)).list();
    }

}
