/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of accounts. Thread-safe. */
@Repository
class AccountStore {

    private static final String COLUMNS = "id, number, email, password_hash, roles, disabled_at, created_at";

    private static final String SELECT = "SELECT " + COLUMNS + " FROM account ";

    private final JdbcClient jdbc;

    AccountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds an account; empty if the e-mail address is taken. */
    Optional<Account> add(String id, EmailAddress email, String passwordHash, Set<String> roles, Instant now) {
        return this.jdbc.sql("""
                INSERT INTO account (id, email, password_hash, roles, created_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (email) DO NOTHING RETURNING\s""" + COLUMNS)
            .params(id, email.value(), passwordHash, roles.toArray(String[]::new), Timestamp.from(now))
            .query(this::read)
            .optional();
    }

    Optional<Account> find(String id) {
        return this.jdbc.sql(SELECT + "WHERE id = ?").param(id).query(this::read).optional();
    }

    Optional<Account> findByEmail(EmailAddress email) {
        return this.jdbc.sql(SELECT + "WHERE email = ?").param(email.value()).query(this::read).optional();
    }

    List<Account> listAfter(long number, int limit) {
        return this.jdbc.sql(SELECT + "WHERE number > ? ORDER BY number LIMIT ?")
            .params(number, limit)
            .query(this::read)
            .list();
    }

    boolean hasAdmin() {
        return this.jdbc.sql("SELECT EXISTS (SELECT FROM account WHERE 'admin' = ANY (roles))")
            .query(Boolean.class)
            .single();
    }

    /**
     * Locks the rows of active administrators until the transaction ends and returns
     * their ids.
     */
    List<String> lockAdmins() {
        return this.jdbc.sql("""
                SELECT id FROM account WHERE 'admin' = ANY (roles) AND disabled_at IS NULL
                ORDER BY id FOR UPDATE""").query((row, number) -> row.getString("id")).list();
    }

    /** Sets the roles; false if the account has them or does not exist. */
    boolean setRoles(String id, Set<String> roles) {
        return this.jdbc.sql("""
                UPDATE account SET roles = new.roles FROM (SELECT ?::text[] AS roles) AS new
                WHERE id = ? AND NOT (account.roles @> new.roles AND account.roles <@ new.roles)""")
            .params(roles.toArray(String[]::new), id)
            .update() == 1;
    }

    /** Disables or enables an account; false if it is in that state or unknown. */
    boolean setDisabled(String id, @Nullable Instant disabledAt) {
        return this.jdbc.sql("""
                UPDATE account SET disabled_at = :at
                WHERE id = :id AND (disabled_at IS NULL) <> (CAST(:at AS timestamptz) IS NULL)""")
            .param("at", (disabledAt != null) ? Timestamp.from(disabledAt) : null, Types.TIMESTAMP)
            .param("id", id)
            .update() == 1;
    }

    List<Account> findAll(Collection<String> ids) {
        return this.jdbc.sql(SELECT + "WHERE id = ANY (?)").param(ids.toArray(String[]::new)).query(this::read).list();
    }

    /** Replaces the password hash unless it has changed since it was read. */
    boolean replaceHash(String id, String expected, String replacement) {
        return this.jdbc.sql("UPDATE account SET password_hash = ? WHERE id = ? AND password_hash = ?")
            .params(replacement, id, expected)
            .update() == 1;
    }

    private Account read(ResultSet row, int number) throws SQLException {
        String[] roles = (String[]) row.getArray("roles").getArray();
        Timestamp disabledAt = row.getTimestamp("disabled_at");
        return new Account(row.getString("id"), row.getLong("number"), row.getString("email"),
                row.getString("password_hash"), new TreeSet<>(List.of(roles)),
                (disabledAt != null) ? disabledAt.toInstant() : null, row.getTimestamp("created_at").toInstant());
    }

}
