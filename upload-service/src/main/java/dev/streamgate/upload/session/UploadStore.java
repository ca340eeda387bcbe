/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.suite.page.KeysetCursor;

/**
 * Rows of uploads. Each change of state names the states that it may start from and
 * returns whether it took place. Thread-safe.
 */
@Repository
public class UploadStore {

    private static final String SELECT = """
            SELECT id, owner, kind, state, file_name, title, content_id, size, received, unverified_from, chunk_size,
                declared_sha256, sha256, error, metadata, parts, created_at, updated_at, expires_at
            FROM uploads WHERE\s""";

    private final JdbcClient jdbc;

    private final Clock clock;

    UploadStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Inserts an upload unless its owner has too many open ones; the advisory lock makes
     * concurrent inserts of one owner count each other.
     */
    @Transactional
    boolean insert(UploadSession session, @Nullable String partsSha256, @Nullable String idempotencyKey,
            @Nullable String traceparent, int maxOpen) {
        this.jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('uploads of ' || :owner, 0))")
            .param("owner", session.owner())
            .query((row, number) -> number)
            .single();
        int open = this.jdbc.sql("SELECT count(*) FROM uploads WHERE owner = ? AND state = " + UploadSql.OPEN)
            .param(session.owner())
            .query(Integer.class)
            .single();
        if (open >= maxOpen) {
            return false;
        }
        this.jdbc.sql("""
                INSERT INTO uploads (id, owner, kind, state, file_name, title, content_id, size, received,
                    chunk_size, declared_sha256, metadata, parts, parts_sha256, idempotency_key, traceparent,
                    created_at, updated_at, expires_at)
                VALUES (:id, :owner, :kind, :state, :fileName, :title, :contentId, :size, :received,
                    :chunkSize, :declared, :metadata, CAST(:parts AS text[]), :partsSha256, :key, :traceparent,
                    :createdAt, :createdAt, :expiresAt)
                """)
            .param("id", session.id())
            .param("owner", session.owner())
            .param("kind", session.kind().name())
            .param("state", session.state().name())
            .param("fileName", session.fileName())
            .param("title", session.title())
            .param("contentId", session.contentId())
            .param("size", session.size())
            .param("received", session.received())
            .param("chunkSize", session.chunkSize())
            .param("declared", session.declaredSha256())
            .param("metadata", session.metadata())
            .param("parts", "{" + String.join(",", session.parts()) + "}")
            .param("partsSha256", partsSha256)
            .param("key", idempotencyKey)
            .param("traceparent", traceparent)
            .param("createdAt", Timestamp.from(session.createdAt()))
            .param("expiresAt", Timestamp.from(session.expiresAt()))
            .update();
        return true;
    }

    /** Finds an upload by its id. */
    public Optional<UploadSession> find(String id) {
        return this.jdbc.sql(SELECT + "id = ?").param(id).query(UploadStore::read).optional();
    }

    /** Finds the upload that an earlier request with the key created. */
    Optional<UploadSession> findByIdempotencyKey(String owner, String idempotencyKey) {
        return this.jdbc.sql(SELECT + "owner = ? AND idempotency_key = ? AND state <> " + UploadSql.ABORTED)
            .params(owner, idempotencyKey)
            .query(UploadStore::read)
            .optional();
    }

    /** Finds the final upload of the parts. */
    Optional<UploadSession> findByParts(String owner, String partsSha256) {
        return this.jdbc.sql(SELECT + "owner = ? AND parts_sha256 = ?")
            .params(owner, partsSha256)
            .query(UploadStore::read)
            .optional();
    }

    /** Uploads of the owner after the position in the list, newest first. */
    List<UploadSession> list(String owner, @Nullable UploadState state, @Nullable KeysetCursor position, int limit) {
        return this.jdbc.sql(SELECT + """
                owner = :owner AND kind <> %s AND (:state::text IS NULL OR state = :state)
                    AND (:before::timestamptz IS NULL OR (created_at, id) < (:before, :beforeId))
                ORDER BY created_at DESC, id DESC LIMIT :limit
                """.formatted(UploadSql.PARTIAL))
            .param("owner", owner)
            .param("before", (position != null) ? Timestamp.from(position.instant(0)) : null)
            .param("beforeId", (position != null) ? position.id(1, RandomIds.FORMAT) : null)
            .param("state", (state != null) ? state.name() : null)
            .param("limit", limit)
            .query(UploadStore::read)
            .list();
    }

    void setTitle(String id, String title) {
        this.jdbc.sql("UPDATE uploads SET title = ? WHERE id = ?").params(title, id).update();
    }

    /** Moves an upload from {@code open} to {@code verifying}: all bytes are durable. */
    boolean complete(String id, long size, @Nullable String traceparent) {
        return this.jdbc.sql("""
                UPDATE uploads SET state = %s, size = :size, received = :size, unverified_from = NULL,
                    traceparent = :traceparent, updated_at = :now
                WHERE id = :id AND state = %s
                """.formatted(UploadSql.VERIFYING, UploadSql.OPEN))
            .param("size", size)
            .param("traceparent", traceparent)
            .param("now", now())
            .param("id", id)
            .update() == 1;
    }

    /**
     * Sets the reason why a stored upload cannot be delivered; {@code null} clears it.
     */
    public void setError(String id, @Nullable String error) {
        this.jdbc.sql("UPDATE uploads SET error = :error, updated_at = :now WHERE id = :id")
            .param("error", error)
            .param("now", now())
            .param("id", id)
            .update();
    }

    /** Aborts an upload that is not attached to its content. */
    @Transactional
    public boolean abort(String id) {
        boolean undelivered = this.jdbc.sql("DELETE FROM outbox WHERE upload_id = ?").param(id).update() == 1;
        return this.jdbc.sql("""
                UPDATE uploads SET state = %s, updated_at = ?
                WHERE id = ? AND (state IN (%s, %s) OR (state = %s AND ?))
                """.formatted(UploadSql.ABORTED, UploadSql.OPEN, UploadSql.VERIFYING, UploadSql.STORED))
            .params(now(), id, undelivered)
            .update() == 1;
    }

    /** Records that the bytes of an ended upload are deleted. */
    void markBytesDeleted(String id) {
        this.jdbc.sql("UPDATE uploads SET bytes_deleted = true WHERE id = ?").param(id).update();
    }

    /** The trace context of the request that completed the upload. */
    public @Nullable String traceparent(String id) {
        return this.jdbc.sql("SELECT traceparent FROM uploads WHERE id = ?")
            .param(id)
            .query((row, number) -> Optional.ofNullable(row.getString(1)))
            .optional()
            .flatMap((found) -> found)
            .orElse(null);
    }

    private Timestamp now() {
        return Timestamp.from(this.clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private static UploadSession read(ResultSet row, int number) throws SQLException {
        return new UploadSession(row.getString("id"), row.getString("owner"), UploadKind.valueOf(row.getString("kind")),
                UploadState.valueOf(row.getString("state")), row.getString("file_name"), row.getString("title"),
                row.getString("content_id"), row.getObject("size", Long.class), row.getLong("received"),
                row.getObject("unverified_from", Long.class), row.getObject("chunk_size", Integer.class),
                row.getString("declared_sha256"), row.getString("sha256"), row.getString("error"),
                row.getString("metadata"), List.of((String[]) row.getArray("parts").getArray()),
                row.getTimestamp("created_at").toInstant(), row.getTimestamp("updated_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }

}
