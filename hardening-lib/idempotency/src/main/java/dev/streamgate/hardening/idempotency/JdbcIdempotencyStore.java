/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stores keys in a table of the service's PostgreSQL schema, common to all of its
 * instances. The table is created at the first use, after the migrations. Each method
 * executes its statement outside of the handler's transaction.
 */
class JdbcIdempotencyStore implements IdempotencyStore {

    private static final int CLAIMS_BETWEEN_PURGES = 256;

    private static final int PURGE_BATCH = 2_000;

    /** The lock serializes instances that create the table concurrently. */
    private static final String CREATE = """
            DO $$ BEGIN
              PERFORM pg_advisory_xact_lock(hashtext('idempotency_key'));
              CREATE TABLE IF NOT EXISTS idempotency_key (
                identity text PRIMARY KEY,
                fingerprint text NOT NULL,
                owner text NOT NULL,
                expires_at timestamptz NOT NULL,
                status int,
                location text,
                etag text,
                content_type text,
                body bytea);
              CREATE INDEX IF NOT EXISTS idempotency_key_expires_at ON idempotency_key (expires_at);
            END $$""";

    private static final String CLAIM = """
            INSERT INTO idempotency_key AS present (identity, fingerprint, owner, expires_at)
            VALUES (:identity, :fingerprint, :owner, :expiresAt)
            ON CONFLICT (identity) DO UPDATE SET fingerprint = excluded.fingerprint, owner = excluded.owner,
              expires_at = excluded.expires_at, status = NULL, location = NULL, etag = NULL, content_type = NULL,
              body = NULL
            WHERE present.expires_at <= :now""";

    private static final String READ = """
            SELECT fingerprint, status, location, etag, content_type, body FROM idempotency_key
            WHERE identity = :identity""";

    private static final String COMPLETE = """
            UPDATE idempotency_key SET expires_at = :expiresAt, status = :status, location = :location, etag = :etag,
              content_type = :contentType, body = :body
            WHERE identity = :identity AND owner = :owner""";

    private static final String RELEASE = """
            DELETE FROM idempotency_key WHERE identity = :identity AND owner = :owner AND status IS NULL""";

    /**
     * Running claims are not counted and end with their time-out only. The CTE is
     * materialized, since a join may evaluate a subquery with a limit several times.
     */
    private static final String PURGE = """
            WITH obsolete AS MATERIALIZED (
              SELECT identity FROM idempotency_key
              WHERE expires_at <= :now OR status IS NOT NULL AND expires_at <= (
                SELECT expires_at FROM idempotency_key WHERE status IS NOT NULL
                ORDER BY expires_at DESC OFFSET :maxEntries LIMIT 1)
              ORDER BY expires_at LIMIT :batch FOR UPDATE SKIP LOCKED)
            DELETE FROM idempotency_key AS present USING obsolete WHERE present.identity = obsolete.identity""";

    private final JdbcClient jdbc;

    private final int maxEntries;

    private final Clock clock;

    private final AtomicLong claims = new AtomicLong();

    private volatile boolean created;

    JdbcIdempotencyStore(JdbcClient jdbc, int maxEntries, Clock clock) {
        this.jdbc = jdbc;
        this.maxEntries = maxEntries;
        this.clock = clock;
    }

    @Override
    public Claim claim(String identity, String fingerprint, Instant now, Duration claimTimeout) {
        if (!this.created) {
            this.jdbc.sql(CREATE).update();
            this.created = true;
        }
        if (this.claims.incrementAndGet() % CLAIMS_BETWEEN_PURGES == 0) {
            purge();
        }
        String owner = UUID.randomUUID().toString();
        while (true) {
            int claimed = this.jdbc.sql(CLAIM)
                .param("identity", identity)
                .param("fingerprint", fingerprint)
                .param("owner", owner)
                .param("expiresAt", Timestamp.from(now.plus(claimTimeout)))
                .param("now", Timestamp.from(now))
                .update();
            if (claimed == 1) {
                return new Claim(fingerprint, owner, null);
            }
            Optional<Claim> present = this.jdbc.sql(READ)
                .param("identity", identity)
                .query((row, number) -> claim(row))
                .optional();
            if (present.isPresent()) {
                return present.get();
            }
            // The key was released between the two statements: try to claim it again.
        }
    }

    @Override
    public void complete(String identity, String owner, StoredResponse response, Instant expiresAt) {
        this.jdbc.sql(COMPLETE)
            .param("identity", identity)
            .param("owner", owner)
            .param("expiresAt", Timestamp.from(expiresAt))
            .param("status", response.status())
            .param("location", response.location())
            .param("etag", response.etag())
            .param("contentType", response.contentType())
            .param("body", response.body())
            .update();
    }

    @Override
    public void release(String identity, String owner) {
        this.jdbc.sql(RELEASE).param("identity", identity).param("owner", owner).update();
    }

    /**
     * Removes a batch of expired keys, and of the oldest responses above the maximum.
     */
    void purge() {
        this.jdbc.sql(PURGE)
            .param("now", Timestamp.from(this.clock.instant()))
            .param("maxEntries", this.maxEntries)
            .param("batch", PURGE_BATCH)
            .update();
    }

    private static Claim claim(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        StoredResponse response = row.wasNull() ? null : new StoredResponse(status, row.getString("location"),
                row.getString("etag"), row.getString("content_type"), row.getBytes("body"));
        return new Claim(row.getString("fingerprint"), null, response);
    }

}
