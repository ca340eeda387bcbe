/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import dev.streamgate.contracts.upload.UploadState;

/**
 * The rows of uploads. A change of state happens only from the state that it may come
 * from; each method tells whether it did.
 */
@Repository
public class UploadStore {

    private static final String COLUMNS = """
            id, owner, kind, state, file_name, title, content_id, size, received, unverified_from, chunk_size,
            declared_sha256, sha256, error, metadata, parts, created_at, updated_at, expires_at""";

    private final JdbcClient jdbc;

    private final Clock clock;

    UploadStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Inserts an upload unless its owner has too many open ones; the lock makes that
     * count hold against calls at the same time.
     */
    @Transactional
    boolean insert(UploadSession session, @Nullable String partsSha256, @Nullable String idempotencyKey,
            @Nullable String traceparent, int maxOpen) {
        this.jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('uploads of ' || :owner, 0))")
            .param("owner", session.owner())
            .query((row, number) -> number)
            .single();
        int open = this.jdbc.sql("SELECT count(*) FROM uploads WHERE owner = ? AND state = 'OPEN'")
            .param(session.owner())
            .query(Integer.class)
            .single();
        if (open >= maxOpen) {
            return false;
        }
        this.jdbc
            .sql("""
                    INSERT INTO uploads (id, owner, kind, state, file_name, title, content_id, size, received,
                        chunk_size, declared_sha256, metadata, parts, parts_sha256, idempotency_key, traceparent, created_at,
                        updated_at, expires_at)
                    VALUES (:id, :owner, :kind, :state, :fileName, :title, :contentId, :size, :received,
                        :chunkSize, :declared,
                        :metadata, CAST(:parts AS text[]), :partsSha256, :key, :traceparent, :createdAt, :createdAt,
                        :expiresAt)
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

    /** Reads one upload. */
    public Optional<UploadSession> find(String id) {
        return this.jdbc.sql("SELECT " + COLUMNS + " FROM uploads WHERE id = ?")
            .param(id)
            .query(UploadStore::read)
            .optional();
    }

    /** The upload that an earlier call with this key made. */
    Optional<UploadSession> findCreated(String owner, String idempotencyKey) {
        return this.jdbc
            .sql("SELECT " + COLUMNS + " FROM uploads WHERE owner = ? AND idempotency_key = ? AND state <> 'ABORTED'")
            .params(owner, idempotencyKey)
            .query(UploadStore::read)
            .optional();
    }

    /** The final upload that consists of these parts. */
    Optional<UploadSession> findConcatenation(String owner, String partsSha256) {
        return this.jdbc.sql("SELECT " + COLUMNS + " FROM uploads WHERE owner = ? AND parts_sha256 = ?")
            .params(owner, partsSha256)
            .query(UploadStore::read)
            .optional();
    }

    /** A page of the owner's uploads, newest first, after the given place. */
    List<UploadSession> list(String owner, @Nullable UploadState state, Instant before, String beforeId, int limit) {
        return this.jdbc.sql("SELECT " + COLUMNS + """
                 FROM uploads
                WHERE owner = :owner AND kind <> 'PARTIAL' AND (created_at, id) < (:before, :beforeId)
                    AND (:state::text IS NULL OR state = :state)
                ORDER BY created_at DESC, id DESC LIMIT :limit
                """)
            .param("owner", owner)
            .param("before", Timestamp.from(before))
            .param("beforeId", beforeId)
            .param("state", (state != null) ? state.name() : null)
            .param("limit", limit)
            .query(UploadStore::read)
            .list();
    }

    void markUnverified(String id, long from) {
        this.jdbc.sql("UPDATE uploads SET unverified_from = ? WHERE id = ?").params(from, id).update();
    }

    void setSize(String id, long size) {
        this.jdbc.sql("UPDATE uploads SET size = ? WHERE id = ? AND size IS NULL").params(size, id).update();
    }

    void setTitle(String id, String title) {
        this.jdbc.sql("UPDATE uploads SET title = ? WHERE id = ?").params(title, id).update();
    }

    /** Records how many bytes are durable; every one of them is verified. */
    boolean progress(String id, long received, Instant expiresAt) {
        return this.jdbc.sql("""
                UPDATE uploads SET received = ?, unverified_from = NULL, updated_at = ?, expires_at = ?
                WHERE id = ? AND state = 'OPEN'""")
            .params(received, now(), Timestamp.from(expiresAt), id)
            .update() == 1;
    }

    /** Records that more bytes are durable, somewhere in the file. */
    public void advance(String id, long bytes, Instant expiresAt) {
        this.jdbc.sql("""
                UPDATE uploads SET received = received + ?, updated_at = ?, expires_at = ?
                WHERE id = ? AND state = 'OPEN'""").params(bytes, now(), Timestamp.from(expiresAt), id).update();
    }

    /** Records that every byte is durable. */
    public boolean complete(String id, long size, @Nullable String traceparent) {
        return this.jdbc.sql("""
                UPDATE uploads SET state = 'VERIFYING', size = :size, received = :size, unverified_from = NULL,
                    traceparent = :traceparent, updated_at = :now
                WHERE id = :id AND state = 'OPEN'
                """)
            .param("size", size)
            .param("traceparent", traceparent)
            .param("now", now())
            .param("id", id)
            .update() == 1;
    }

    /** Records the hash of the whole file before it is published. */
    public void setSha256(String id, String sha256) {
        this.jdbc.sql("UPDATE uploads SET sha256 = ? WHERE id = ?").params(sha256, id).update();
    }

    /** Records that the file is kept for good. */
    public boolean store(String id) {
        return this.jdbc
            .sql("UPDATE uploads SET state = 'STORED', received = size, updated_at = ? WHERE id = ?"
                    + " AND state = 'VERIFYING'")
            .params(now(), id)
            .update() == 1;
    }

    /** Records that the file cannot be used. */
    public boolean reject(String id, String error) {
        return this.jdbc.sql(
                "UPDATE uploads SET state = 'REJECTED', error = ?, updated_at = ? WHERE id = ? AND state = 'VERIFYING'")
            .params(error, now(), id)
            .update() == 1;
    }

    /** Notes why a stored upload is not taken over; {@code null} once it is. */
    public void noteError(String id, @Nullable String error) {
        this.jdbc.sql("UPDATE uploads SET error = :error, updated_at = :now WHERE id = :id")
            .param("error", error)
            .param("now", now())
            .param("id", id)
            .update();
    }

    /** Gives up an upload that has not been handed over; its bytes are deleted next. */
    @Transactional
    public boolean abort(String id) {
        boolean waiting = this.jdbc.sql("DELETE FROM outbox WHERE upload_id = ?").param(id).update() == 1;
        return this.jdbc.sql("""
                UPDATE uploads SET state = 'ABORTED', updated_at = ?
                WHERE id = ? AND (state IN ('OPEN', 'VERIFYING') OR (state = 'STORED' AND ?))""")
            .params(now(), id, waiting)
            .update() == 1;
    }

    /** Ends an upload whose time is over. */
    public boolean expire(String id) {
        return this.jdbc
            .sql("UPDATE uploads SET state = 'EXPIRED', updated_at = ? WHERE id = ? AND state = 'OPEN'"
                    + " AND expires_at <= ?")
            .params(now(), id, now())
            .update() == 1;
    }

    /** Records that no bytes are left of an upload that has ended. */
    public void markDeleted(String id) {
        this.jdbc.sql("UPDATE uploads SET bytes_deleted = true WHERE id = ?").param(id).update();
    }

    /** Uploads whose time is over. */
    public List<String> expiring(int limit) {
        return ids("SELECT id FROM uploads WHERE state = 'OPEN' AND expires_at <= ? ORDER BY expires_at LIMIT ?", now(),
                limit);
    }

    /** Uploads whose file is to be looked at. */
    public List<String> verifying(int limit) {
        return ids("SELECT id FROM uploads WHERE state = 'VERIFYING' ORDER BY updated_at LIMIT ?", limit);
    }

    /** Ended uploads that may still have bytes. */
    public List<String> withDeadBytes(int limit) {
        return ids("""
                SELECT id FROM uploads WHERE state IN ('REJECTED', 'ABORTED', 'EXPIRED') AND NOT bytes_deleted
                ORDER BY updated_at LIMIT ?""", limit);
    }

    /** The trace in which the upload's last byte came. */
    public @Nullable String traceparent(String id) {
        return this.jdbc.sql("SELECT traceparent FROM uploads WHERE id = ?")
            .param(id)
            .query((row, number) -> Optional.ofNullable(row.getString(1)))
            .optional()
            .flatMap((found) -> found)
            .orElse(null);
    }

    /** Forgets uploads that ended long ago without being stored. */
    public int forget(Duration retention) {
        return this.jdbc.sql("""
                DELETE FROM uploads
                WHERE state IN ('REJECTED', 'ABORTED', 'EXPIRED') AND bytes_deleted AND updated_at < ?""")
            .param(Timestamp.from(this.clock.instant().minus(retention)))
            .update();
    }

    private List<String> ids(String sql, Object... params) {
        return this.jdbc.sql(sql).params(params).query((row, number) -> row.getString(1)).list();
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
                row.getString("metadata"), texts(row.getArray("parts")), row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(), row.getTimestamp("expires_at").toInstant());
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

}
