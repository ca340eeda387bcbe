/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

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
import dev.streamgate.suite.page.KeysetCursor;
import dev.streamgate.suite.postgres.EnumLiterals;
import dev.streamgate.suite.postgres.RecordParameters;

/**
 * Rows of uploads. Each change of state names the states that it may start from and
 * returns whether it took place. Thread-safe.
 */
@Repository
public class UploadStore {

    private static final EnumLiterals STATES = EnumLiterals.of(UploadState.class);

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

    /** Inserts an upload. */
    void insert(UploadSession session, @Nullable String partsSha256, @Nullable String idempotencyKey,
            @Nullable String traceparent) {
        this.jdbc.sql("""
                INSERT INTO uploads (id, owner, kind, state, file_name, title, content_id, size, received,
                    chunk_size, declared_sha256, metadata, parts, parts_sha256, idempotency_key, traceparent, announced,
                    created_at, updated_at, expires_at)
                VALUES (:id, :owner, :kind, :state, :fileName, :title, :contentId, :size, :received,
                    :chunkSize, :declaredSha256, :metadata, :parts, :partsSha256, :key, :traceparent, :announced,
                    :createdAt, :createdAt, :expiresAt)
                """)
            .paramSource(new RecordParameters(session).addValue("partsSha256", partsSha256)
                .addValue("key", idempotencyKey)
                .addValue("traceparent", traceparent)
                .addValue("announced", (session.size() != null) ? session.size() : 0))
            .update();
    }

    /**
     * Makes partial uploads part of a final one.
     * @return how many: not those that are part of one, or no open partial uploads
     */
    int takeParts(UploadSession whole) {
        return this.jdbc.sql(STATES.in("""
                UPDATE uploads SET final_id = ?
                WHERE id = ANY (?) AND owner = ? AND kind = 'PARTIAL' AND state = {OPEN} AND final_id IS NULL"""))
            .params(whole.id(), whole.parts().toArray(String[]::new), whole.owner())
            .update();
    }

    /** Finds an upload by its id. */
    public Optional<UploadSession> find(String id) {
        return this.jdbc.sql(SELECT + "id = ?").param(id).query(UploadStore::read).optional();
    }

    /** Finds the upload that an earlier request with the key created. */
    Optional<UploadSession> findByIdempotencyKey(String owner, String idempotencyKey) {
        return this.jdbc.sql(STATES.in(SELECT + "owner = ? AND idempotency_key = ? AND state <> {ABORTED}"))
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
                owner = :owner AND kind <> :partial AND (:state::text IS NULL OR state = :state)
                    AND (:before::timestamptz IS NULL OR (created_at, id) < (:before, :beforeId))
                ORDER BY created_at DESC, id DESC LIMIT :limit
                """)
            .param("owner", owner)
            .param("partial", UploadKind.PARTIAL.name())
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

    /** Sets the number of durable bytes; all of them are verified. */
    public void setReceived(String id, long received, Instant expiresAt) {
        this.jdbc.sql(STATES.in("""
                UPDATE uploads SET received = ?, unverified_from = NULL, updated_at = ?, expires_at = ?
                WHERE id = ? AND state = {OPEN}""")).params(received, now(), Timestamp.from(expiresAt), id).update();
    }

    /** Adds durable bytes at any offset. */
    public void addReceived(String id, long bytes, Instant expiresAt) {
        this.jdbc.sql(STATES.in("""
                UPDATE uploads SET received = received + ?, updated_at = ?, expires_at = ?
                WHERE id = ? AND state = {OPEN}""")).params(bytes, now(), Timestamp.from(expiresAt), id).update();
    }

    /**
     * Marks bytes from the offset on as unverified until the next {@link #setReceived}.
     */
    public void markUnverified(String id, long offset) {
        this.jdbc.sql("UPDATE uploads SET unverified_from = ? WHERE id = ?").params(offset, id).update();
    }

    /** Sets a size that was declared after the creation of the upload. */
    public void setSize(String id, long size) {
        this.jdbc.sql("UPDATE uploads SET size = ? WHERE id = ? AND size IS NULL").params(size, id).update();
    }

    /** Moves an upload from {@code open} to {@code verifying}: all bytes are durable. */
    boolean complete(String id, long size, @Nullable String traceparent) {
        return this.jdbc.sql(STATES.in("""
                UPDATE uploads SET state = {VERIFYING}, size = :size, received = :size, unverified_from = NULL,
                    traceparent = :traceparent, updated_at = :now
                WHERE id = :id AND state = {OPEN}"""))
            .param("size", size)
            .param("traceparent", traceparent)
            .param("now", now())
            .param("id", id)
            .update() == 1;
    }

    /** Ids of uploads that await verification, oldest first. */
    public List<String> findUnverified(int limit) {
        return ids("SELECT id FROM uploads WHERE state = {VERIFYING} ORDER BY updated_at LIMIT ?", limit);
    }

    /** Sets the hash of the file before it is published. */
    public void setSha256(String id, String sha256) {
        this.jdbc.sql("UPDATE uploads SET sha256 = ? WHERE id = ?").params(sha256, id).update();
    }

    /** Sets the duration of the video before it is published. */
    public void setDuration(String id, double seconds) {
        this.jdbc.sql("UPDATE uploads SET duration = ? WHERE id = ?").params(seconds, id).update();
    }

    /** Moves an upload from {@code verifying} to {@code stored}. */
    public boolean markStored(String id) {
        return this.jdbc.sql(STATES.in("""
                UPDATE uploads SET state = {STORED}, received = size, updated_at = ?
                WHERE id = ? AND state = {VERIFYING}""")).params(now(), id).update() == 1;
    }

    /** Moves an upload from {@code verifying} to {@code rejected}. */
    public boolean markRejected(String id, String error) {
        return this.jdbc.sql(STATES.in("""
                UPDATE uploads SET state = {REJECTED}, error = ?, updated_at = ?
                WHERE id = ? AND state = {VERIFYING}""")).params(error, now(), id).update() == 1;
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

    /**
     * Aborts an upload unless it is attached to its content, or may be: its delivery is
     * under way, or ended without a response.
     */
    @Transactional
    public boolean abort(String id) {
        boolean undelivered = this.jdbc.sql("""
                DELETE FROM outbox WHERE upload_id = ? AND attachment = 'NONE'""").param(id).update() == 1;
        return this.jdbc.sql(STATES.in("""
                UPDATE uploads SET state = {ABORTED}, updated_at = ?
                WHERE id = ? AND (state IN ({OPEN}, {VERIFYING}) OR (state = {STORED} AND ?))"""))
            .params(now(), id, undelivered)
            .update() == 1;
    }

    /** Aborts a stored upload whose content was deleted. */
    @Transactional
    public void abandon(String id, String error) {
        this.jdbc.sql("DELETE FROM outbox WHERE upload_id = ?").param(id).update();
        this.jdbc.sql(STATES.in("""
                UPDATE uploads SET state = {ABORTED}, error = ?, updated_at = ? WHERE id = ? AND state = {STORED}"""))
            .params(error, now(), id)
            .update();
    }

    /** Whether the delivery of an upload is under way. */
    boolean isBeingDelivered(String id) {
        return this.jdbc.sql("SELECT EXISTS (SELECT 1 FROM outbox WHERE upload_id = ? AND claimed_until > ?)")
            .params(id, now())
            .query(Boolean.class)
            .single();
    }

    /**
     * Ids of open uploads past their expiry. A part is needed as long as the final upload
     * is not verified, also again after a rejection.
     */
    public List<String> findExpired(int limit) {
        return ids("""
                SELECT id FROM uploads WHERE state = {OPEN} AND expires_at <= ? AND (kind <> 'PARTIAL' OR NOT EXISTS (
                    SELECT FROM uploads AS whole WHERE whole.owner = uploads.owner AND whole.kind = 'FINAL'
                        AND uploads.id = ANY(whole.parts) AND whole.state IN ({VERIFYING}, {REJECTED})
                        AND NOT whole.bytes_deleted))
                ORDER BY expires_at LIMIT ?""", now(), limit);
    }

    /** Moves an upload from {@code open} to {@code expired} if it is past its expiry. */
    public boolean expire(String id) {
        return this.jdbc.sql(STATES.in("""
                UPDATE uploads SET state = {EXPIRED}, updated_at = ?
                WHERE id = ? AND state = {OPEN} AND expires_at <= ?""")).params(now(), id, now()).update() == 1;
    }

    /** Moves an upload from {@code rejected} back to {@code verifying}. */
    boolean verifyAgain(String id) {
        return this.jdbc.sql(STATES.in("""
                UPDATE uploads SET state = {VERIFYING}, error = NULL, updated_at = ?
                WHERE id = ? AND state = {REJECTED} AND NOT bytes_deleted""")).params(now(), id).update() == 1;
    }

    /**
     * Ids of uploads that ended without being stored and whose bytes can be deleted.
     * @param rejectedRetention time for which the bytes of rejected ones are kept
     */
    public List<String> findUndeletedBytes(Duration rejectedRetention, int limit) {
        return ids("""
                SELECT id FROM uploads WHERE state IN ({REJECTED}, {ABORTED}, {EXPIRED}) AND NOT bytes_deleted
                    AND (state <> {REJECTED} OR updated_at <= ?)
                ORDER BY updated_at LIMIT ?""", Timestamp.from(this.clock.instant().minus(rejectedRetention)), limit);
    }

    /** Records that the bytes of an ended upload are deleted. */
    public void markBytesDeleted(String id) {
        this.jdbc.sql("UPDATE uploads SET bytes_deleted = true WHERE id = ?").param(id).update();
    }

    /** The trace context of the request that completed the upload. */
    public @Nullable String traceparent(String id) {
        return this.jdbc.sql("SELECT traceparent FROM uploads WHERE id = ? AND traceparent IS NOT NULL")
            .param(id)
            .query(String.class)
            .optional()
            .orElse(null);
    }

    private List<String> ids(String sql, Object... params) {
        return this.jdbc.sql(STATES.in(sql)).params(params).query((row, number) -> row.getString(1)).list();
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
