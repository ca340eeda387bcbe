/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.postgres;

import java.util.List;
import java.util.Map;

import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * An empty database that a test migrates in steps, to insert rows of an earlier version
 * and to check what a migration makes of them. Applies the migrations on the class path
 * in {@code db/migration}.
 */
public final class MigratedDatabase {

    /** The version after all migrations. */
    public static final String LATEST = "latest";

    private final DriverManagerDataSource dataSource = new DriverManagerDataSource(PostgresServer.createDatabase(),
            PostgresServer.USER, "");

    private final JdbcClient jdbc = JdbcClient.create(this.dataSource);

    /**
     * Applies the migrations up to a version, those with lower numbers than an applied
     * one included.
     * @param version number of a migration, or {@link #LATEST}
     */
    public void migrate(String version) {
        Flyway.configure().dataSource(this.dataSource).outOfOrder(true).target(version).load().migrate();
    }

    /**
     * Executes a statement.
     * @throws org.springframework.dao.DataAccessException if PostgreSQL rejects it
     */
    public void execute(String sql) {
        this.jdbc.sql(sql).update();
    }

    /** Returns the rows of a query as maps from column to value. */
    public List<Map<String, @Nullable Object>> rows(String sql) {
        return this.jdbc.sql(sql).query().listOfRows();
    }

}
