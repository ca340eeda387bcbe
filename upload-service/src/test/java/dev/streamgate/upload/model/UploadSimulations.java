/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import dev.streamgate.testing.fault.FaultyDataSource;
import dev.streamgate.testing.fault.SimulatedCrash;
import dev.streamgate.testing.postgres.PostgresServer;
import dev.streamgate.testing.time.MovableClock;

/**
 * A database and directories for simulations. Log lines of failures that a test causes
 * are not printed.
 */
abstract class UploadSimulations {

    private static final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private static HikariDataSource database;

    private static Level level;

    private static Thread.UncaughtExceptionHandler handler;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        level = root.getLevel();
        root.setLevel(Level.OFF);
        handler = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            if (!(failure instanceof SimulatedCrash) && handler != null) {
                handler.uncaughtException(thread, failure);
            }
        });
        database = new HikariDataSource();
        database.setJdbcUrl(PostgresServer.createDatabase());
        database.setUsername(PostgresServer.USER);
        Flyway.configure().dataSource(database).load().migrate();
    }

    @AfterAll
    static void stop() {
        database.close();
        Thread.setDefaultUncaughtExceptionHandler(handler);
        root.setLevel(level);
    }

    /** A simulation with an empty database and an empty disk. */
    final UploadSimulation simulation() throws IOException {
        MovableClock clock = new MovableClock(Instant.parse("2026-03-02T10:00:00Z"));
        return new UploadSimulation(Files.createTempDirectory(this.folder, "h"), new FaultyDataSource(database), clock);
    }

}
