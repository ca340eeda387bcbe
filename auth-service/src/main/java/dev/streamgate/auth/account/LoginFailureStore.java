/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.sql.Timestamp;
import java.time.Instant;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Rows of failed logins and of known networks. Keys are hashes of e-mail address and
 * network. Safe for threads and processes.
 */
@Repository
class LoginFailureStore {

    private final JdbcClient jdbc;

    LoginFailureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Reads the failures of a key and locks its row until the transaction ends. */
    Failures lock(byte[] key, Instant now) {
        this.jdbc.sql("""
                INSERT INTO login_failures (key, failures, retry_at, last_failure_at) VALUES (?, 0, ?, ?)
                ON CONFLICT (key) DO NOTHING""").params(key, Timestamp.from(now), Timestamp.from(now)).update();
        return this.jdbc.sql("SELECT failures, retry_at, last_failure_at FROM login_failures WHERE key = ? FOR UPDATE")
            .param(key)
            .query((row, number) -> new Failures(row.getInt("failures"), row.getTimestamp("retry_at").toInstant(),
                    row.getTimestamp("last_failure_at").toInstant()))
            .single();
    }

    void update(byte[] key, Failures failures) {
        this.jdbc.sql("UPDATE login_failures SET failures = ?, retry_at = ?, last_failure_at = ? WHERE key = ?")
            .params(failures.count(), Timestamp.from(failures.retryAt()), Timestamp.from(failures.lastFailureAt()), key)
            .update();
    }

    /** Withdraws one failure, and the delay with it. */
    void decrement(byte[] key) {
        this.jdbc.sql("""
                UPDATE login_failures SET failures = greatest(failures - 1, 0), retry_at = last_failure_at
                WHERE key = ?""").param(key).update();
    }

    void reset(byte[] key) {
        this.jdbc.sql("DELETE FROM login_failures WHERE key = ?").param(key).update();
    }

    void deleteFailuresBefore(Instant time) {
        this.jdbc.sql("DELETE FROM login_failures WHERE last_failure_at < ?").param(Timestamp.from(time)).update();
    }

    void addKnownNetwork(byte[] key, Instant now) {
        this.jdbc.sql("""
                INSERT INTO known_network (key, last_login_at) VALUES (?, ?)
                ON CONFLICT (key) DO UPDATE SET last_login_at = excluded.last_login_at""")
            .params(key, Timestamp.from(now))
            .update();
    }

    /** Whether a login from the network has succeeded since the given time. */
    boolean isKnownNetwork(byte[] key, Instant since) {
        return this.jdbc.sql("SELECT EXISTS (SELECT FROM known_network WHERE key = ? AND last_login_at >= ?)")
            .params(key, Timestamp.from(since))
            .query(Boolean.class)
            .single();
    }

    void deleteKnownNetworksBefore(Instant time) {
        this.jdbc.sql("DELETE FROM known_network WHERE last_login_at < ?").param(Timestamp.from(time)).update();
    }

    /**
     * The failures of a key.
     *
     * @param count number of consecutive failures
     * @param retryAt end of the current delay
     * @param lastFailureAt time of the last failure
     */
    record Failures(int count, Instant retryAt, Instant lastFailureAt) {
    }

}
