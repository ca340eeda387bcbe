/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.streamgate.auth.account.Account;
import dev.streamgate.auth.account.TokenRevocation;
import dev.streamgate.auth.token.ActiveSessions;
import dev.streamgate.suite.page.KeysetCursor;

/**
 * Rows of login sessions; a session without a row has ended. Safe for threads and
 * processes.
 */
@Repository
class LoginSessionStore implements TokenRevocation {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final JdbcClient jdbc;

    LoginSessionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds a session unless the account's password has changed since it was compared, or
     * the account was disabled. The row lock orders the insert and a concurrent change of
     * either: the change is seen here or ends this session.
     */
    boolean add(RefreshToken token, Account account, Instant now, Instant expiresAt) {
        return this.jdbc.sql("""
                INSERT INTO session (id, account_id, secret_hash, refreshed_at, created_at, expires_at)
                SELECT ?, account.id, ?, ?, ?, ? FROM account
                WHERE account.id = ? AND account.password_hash IS NOT DISTINCT FROM ? AND disabled_at IS NULL
                FOR SHARE""")
            .params(token.sessionId(), token.secretHash(), Timestamp.from(now), Timestamp.from(now),
                    Timestamp.from(expiresAt), account.id())
            .param(account.passwordHash())
            .update() == 1;
    }

    Optional<LoginSession> find(String id, Instant now) {
        return this.jdbc.sql("SELECT * FROM session WHERE id = ? AND expires_at > ?")
            .params(id, Timestamp.from(now))
            .query(LoginSessionStore::read)
            .optional();
    }

    /** Sessions of an account after a position, newest first. */
    List<LoginSession> list(String accountId, @Nullable KeysetCursor after, Instant now, int limit) {
        return this.jdbc.sql("""
                SELECT * FROM session WHERE account_id = :account AND expires_at > :now
                    AND (CAST(:before AS timestamptz) IS NULL OR (created_at, id) < (:before, :beforeId))
                ORDER BY created_at DESC, id DESC LIMIT :limit""")
            .param("account", accountId)
            .param("now", Timestamp.from(now))
            .param("before", (after != null) ? Timestamp.from(after.instant(0)) : null)
            .param("beforeId", (after != null) ? after.id(1, ID) : null)
            .param("limit", limit)
            .query(LoginSessionStore::read)
            .list();
    }

    /** The token version of a session and the roles of its account. */
    Optional<ActiveSessions.ActiveSession> findActive(String id, Instant now) {
        return this.jdbc.sql("""
                SELECT session.token_version, account.roles FROM session JOIN account ON account.id = account_id
                WHERE session.id = ? AND session.expires_at > ? AND disabled_at IS NULL""")
            .params(id, Timestamp.from(now))
            .query((row, number) -> new ActiveSessions.ActiveSession(row.getInt("token_version"),
                    new TreeSet<>(List.of((String[]) row.getArray("roles").getArray()))))
            .optional();
    }

    @Override
    public void revokeTokens(String accountId) {
        this.jdbc.sql("UPDATE session SET token_version = token_version + 1 WHERE account_id = ?")
            .param(accountId)
            .update();
    }

    /** Replaces the secret unless it has changed since the token was issued. */
    boolean refresh(RefreshToken presented, RefreshToken next, Instant now) {
        return this.jdbc.sql("UPDATE session SET secret_hash = ?, refreshed_at = ? WHERE id = ? AND secret_hash = ?")
            .params(next.secretHash(), Timestamp.from(now), presented.sessionId(), presented.secretHash())
            .update() == 1;
    }

    /** Ends a session; its account, or empty if it has ended. */
    Optional<String> end(String id) {
        return this.jdbc.sql("DELETE FROM session WHERE id = ? RETURNING account_id")
            .param(id)
            .query((row, number) -> row.getString("account_id"))
            .optional();
    }

    /** Ends a session of the account; false if it has no session with this id. */
    boolean end(String id, String accountId) {
        return this.jdbc.sql("DELETE FROM session WHERE id = ? AND account_id = ?").params(id, accountId).update() == 1;
    }

    @Override
    public void endSessions(String accountId) {
        this.jdbc.sql("DELETE FROM session WHERE account_id = ?").param(accountId).update();
    }

    /** Ends all sessions of the account except one. */
    void endOthers(String accountId, String keptId) {
        this.jdbc.sql("DELETE FROM session WHERE account_id = ? AND id <> ?").params(accountId, keptId).update();
    }

    /** Ends all sessions of the account except the newest. */
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

    private static LoginSession read(ResultSet row, int number) throws SQLException {
        return new LoginSession(row.getString("id"), row.getString("account_id"), row.getBytes("secret_hash"),
                row.getTimestamp("created_at").toInstant(), row.getTimestamp("refreshed_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(), row.getInt("token_version"));
    }

}
