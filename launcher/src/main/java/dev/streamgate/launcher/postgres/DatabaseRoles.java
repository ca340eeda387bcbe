/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.postgresql.util.PasswordUtil;

/**
 * The SQL that gives each service its login and its schema and keeps it out of the
 * others'. It may be run any number of times, by a superuser connected to the suite's
 * database.
 */
public final class DatabaseRoles {

    private DatabaseRoles() {
    }

    /**
     * The statements, in order. They hold no password, only what one can be checked with
     * (a SCRAM-SHA-256 verifier, which differs from call to call).
     */
    public static List<String> statements(List<DatabaseRole> logins) {
        List<String> statements = new ArrayList<>();
        statements.add("REVOKE ALL ON SCHEMA public FROM PUBLIC");
        statements.add(onThisDatabase("REVOKE ALL ON DATABASE %I FROM PUBLIC"));
        for (DatabaseRole login : logins) {
            String user = login.user();
            String schema = login.schema();
            statements.add("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '" + user
                    + "') THEN CREATE ROLE " + user + "; END IF; END $$");
            statements.add("ALTER ROLE " + user + " LOGIN PASSWORD '"
                    + PasswordUtil.encodeScramSha256(login.password().toCharArray()) + "'");
            statements.add("ALTER ROLE " + user + " SET search_path = " + schema);
            statements.add(onThisDatabase("GRANT CONNECT, TEMPORARY ON DATABASE %I TO " + user));
            statements.add("CREATE SCHEMA IF NOT EXISTS " + schema + " AUTHORIZATION " + user);
            statements.add("ALTER SCHEMA " + schema + " OWNER TO " + user);
        }
        return statements;
    }

    static void apply(Connection connection, List<DatabaseRole> logins) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            for (String sql : statements(logins)) {
                statement.execute(sql);
            }
        }
        connection.commit();
    }

    private static String onThisDatabase(String sql) {
        return "DO $$ BEGIN EXECUTE format('" + sql + "', current_database()); END $$";
    }

}
