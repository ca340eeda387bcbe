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
 * The SQL that creates each service's role and schema and revokes access to all other
 * schemas. Idempotent; runs as a superuser in the suite's database.
 */
public final class DatabaseRoles {

    private DatabaseRoles() {
    }

    /**
     * The statements, in order. They contain no password but a SCRAM-SHA-256 verifier,
     * which differs from call to call.
     */
    public static List<String> statements(List<DatabaseRole> roles) {
        List<String> statements = new ArrayList<>();
        statements.add("REVOKE ALL ON SCHEMA public FROM PUBLIC");
        statements.add(onThisDatabase("REVOKE ALL ON DATABASE %I FROM PUBLIC"));
        for (DatabaseRole role : roles) {
            String user = role.user();
            String schema = role.schema();
            statements.add("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '" + user
                    + "') THEN CREATE ROLE " + user + "; END IF; END $$");
            statements.add("ALTER ROLE " + user + " LOGIN PASSWORD '"
                    + PasswordUtil.encodeScramSha256(role.password().toCharArray()) + "'");
            statements.add("ALTER ROLE " + user + " SET search_path = " + schema);
            statements.add(onThisDatabase("GRANT CONNECT, TEMPORARY ON DATABASE %I TO " + user));
            statements.add("CREATE SCHEMA IF NOT EXISTS " + schema + " AUTHORIZATION " + user);
            statements.add("ALTER SCHEMA " + schema + " OWNER TO " + user);
        }
        return statements;
    }

    static void apply(Connection connection, List<DatabaseRole> roles) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            for (String sql : statements(roles)) {
                statement.execute(sql);
            }
        }
        connection.commit();
    }

    private static String onThisDatabase(String sql) {
        return "DO $$ BEGIN EXECUTE format('" + sql + "', current_database()); END $$";
    }

}
