/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * One PostgreSQL server for each JVM, on a free port of the loopback address; stopped
 * with the JVM. Safe for threads.
 */
public final class PostgresServer {

    /** The login that owns every test database. */
    public static final String USER = "postgres";

    private static final AtomicInteger databases = new AtomicInteger();

    private static @Nullable EmbeddedPostgres server;

    private PostgresServer() {
    }

    /**
     * Creates an empty database.
     * @return its JDBC address, for {@link #USER} without a password
     */
    public static synchronized String createDatabase() {
        String name = "test_" + databases.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server().getPort(), name);
    }

    /**
     * Creates an empty database whose clock is ahead of this machine's, for statements
     * that read it by {@code clock_timestamp()}.
     * @return its data source
     */
    public static DataSource createDatabaseAhead(Duration time) {
        String address = createDatabase();
        JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(address, USER, ""));
        jdbc.sql("CREATE SCHEMA ahead").update();
        jdbc.sql("""
                CREATE FUNCTION ahead.clock_timestamp() RETURNS timestamptz LANGUAGE sql
                RETURN pg_catalog.clock_timestamp() + interval '%d seconds'""".formatted(time.toSeconds())).update();
        return new DriverManagerDataSource(address + "?options=-c%20search_path=ahead,pg_catalog", USER, "");
    }

    /**
     * Makes a database unavailable until {@link #open}: terminates its connections and
     * rejects new ones.
     * @param address the result of {@link #createDatabase}
     */
    public static void close(String address) {
        String name = name(address);
        execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    }

    /** Makes a database available again after {@link #close}. */
    public static void open(String address) {
        execute("ALTER DATABASE " + name(address) + " ALLOW_CONNECTIONS true");
    }

    private static String name(String address) {
        return address.substring(address.lastIndexOf('/') + 1);
    }

    private static synchronized void execute(String... statements) {
        try (var connection = server().getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        catch (SQLException ex) {
            throw new IllegalStateException("PostgreSQL rejected: " + String.join("; ", statements), ex);
        }
    }

    private static EmbeddedPostgres server() {
        EmbeddedPostgres running = server;
        if (running == null) {
            try {
                running = EmbeddedPostgres.builder()
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("fsync", "off")
                    .start();
            }
            catch (IOException ex) {
                throw new UncheckedIOException("Could not start PostgreSQL", ex);
            }
            server = running;
        }
        return running;
    }

}
