/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.session;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.streamgate.auth.account.Account;

/** Keeps sessions in the database. A session that has ended is not there. */
@Repository
class SessionStore {

    private final JdbcClient jdbc;

    SessionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds a session of the account; false when its password is no longer the one that
     * was compared. The lock makes a change of the password at the same moment come
     * before, and be seen, or after, and end this session too.
     */
    boolean add(RefreshToken token, Account account, Instant now, Instant expiresAt) {
        return this.jdbc.sql("""
                INSERT INTO session (id, account_id, secret_hash, renewed_at, created_at, expires_at)
                SELECT ?, account.id, ?, ?, ?, ? FROM account
                WHERE account.id = ? AND account.password_hash IS NOT DISTINCT FROM ? FOR SHARE""")
            .params(token.sessionId(), token.secretHash(), Timestamp.from(now), Timestamp.from(now),
                    Timestamp.from(expiresAt), account.id())
            .param(account.passwordHash())
            .update() == 1;
    }

    Optional<Session> find(String id, Instant now) {
        return this.jdbc
            .sql("SELECT id, account_id, secret_hash, renewed_at FROM session WHERE id = ? AND expires_at > ?")
            .params(id, Timestamp.from(now))
            .query((row, number) -> new Session(row.getString("id"), row.getString("account_id"),
                    row.getBytes("secret_hash"), row.getTimestamp("renewed_at").toInstant()))
            .optional();
    }

    /** Replaces the secret if it still is the one that was presented. */
    boolean renew(RefreshToken presented, RefreshToken next, Instant now) {
        return this.jdbc.sql("UPDATE session SET secret_hash = ?, renewed_at = ? WHERE id = ? AND secret_hash = ?")
            .params(next.secretHash(), Timestamp.from(now), presented.sessionId(), presented.secretHash())
            .update() == 1;
    }

    void end(String id) {
        this.jdbc.sql("DELETE FROM session WHERE id = ?").param(id).update();
    }

    void endOthers(String accountId, String kept) {
        this.jdbc.sql("DELETE FROM session WHERE account_id = ? AND id <> ?").params(accountId, kept).update();
    }

    /** Ends all sessions of the account but the newest. */
    void endOldest(String accountId, int kept) {
        this.jdbc.sql("""
                DELETE FROM session WHERE id IN
                (SELECT id FROM session WHERE account_id = ? ORDER BY created_at DESC, id OFFSET ?)""")
            .params(accountId, kept)
            .update();
    }

    void deleteExpired(Instant now) {
        this.jdbc.sql("DELETE FROM session WHERE expires_at <= ?").param(Timestamp.from(now)).update();
    }

}
