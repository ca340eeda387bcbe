/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.session;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.streamgate.auth.AuthProperties;
import dev.streamgate.suite.postgres.NotificationListener;
import dev.streamgate.suite.security.Revocation;

/**
 * The revocations in the database, and readers that wait for the next one. Thread-safe.
 */
@Component
class RevocationFeed implements NotificationListener.Subscriber {

    /** Channel on which a trigger of the table {@code session} notifies. */
    static final String CHANNEL = "auth_revocation";

    private static final int BATCH_SIZE = 1_000;

    private static final Duration WAIT = Duration.ofSeconds(20);

    /** Without notifications, readers ask again after this time. */
    private static final Duration WAIT_WITHOUT_NOTIFICATIONS = Duration.ofSeconds(1);

    private final JdbcClient jdbc;

    private final Duration retention;

    private final AtomicReference<CompletableFuture<Void>> next = new AtomicReference<>(new CompletableFuture<>());

    private volatile boolean listening;

    RevocationFeed(JdbcClient jdbc, AuthProperties properties) {
        this.jdbc = jdbc;
        this.retention = properties.tokens().revocationRetention();
    }

    /** Returns the revocations after a number, or waits for one; then possibly empty. */
    List<Revocation> await(long after) {
        CompletableFuture<Void> change = this.next.get();
        List<Revocation> found = find(after);
        if (!found.isEmpty()) {
            return found;
        }
        Duration wait = this.listening ? WAIT : WAIT_WITHOUT_NOTIFICATIONS;
        try {
            change.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (TimeoutException ex) {
            return List.of();
        }
        catch (ExecutionException ex) {
            throw new IllegalStateException(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return List.of();
        }
        return find(after);
    }

    @Override
    public void connected() {
        this.listening = true;
        signal();
    }

    @Override
    public void received(String payload) {
        signal();
    }

    @Override
    public void disconnected() {
        this.listening = false;
        signal();
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1H")
    void deleteExpired() {
        this.jdbc.sql("DELETE FROM revocation WHERE revoked_at < clock_timestamp() - make_interval(secs => ?)")
            .param((double) this.retention.toSeconds())
            .update();
    }

    private void signal() {
        this.next.getAndSet(new CompletableFuture<>()).complete(null);
    }

    /** A number that was never given out reads from the start. */
    private List<Revocation> find(long after) {
        return this.jdbc.sql("""
                SELECT number, session_id, minimum_version, revoked_at FROM revocation WHERE number >
                    CASE WHEN :after > (SELECT coalesce(max(number), 0) FROM revocation) THEN 0 ELSE :after END
                ORDER BY number LIMIT :limit""")
            .param("after", after)
            .param("limit", BATCH_SIZE)
            .query((row, rowNumber) -> {
                Timestamp revokedAt = row.getTimestamp("revoked_at");
                return new Revocation(row.getLong("number"), row.getString("session_id"), row.getInt("minimum_version"),
                        revokedAt.toInstant().plus(this.retention));
            })
            .list();
    }

}
