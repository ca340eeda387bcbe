/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.launcher.terminal.Poll;

/**
 * While it is open, worker-service leases no task that deletes media: those take the
 * advisory lock shared that this holds exclusively.
 */
public final class PurgeHold implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    private final @Nullable Connection connection;

    private PurgeHold(@Nullable Connection connection) {
        this.connection = connection;
    }

    static PurgeHold none() {
        return new PurgeHold(null);
    }

    /** Takes the lock and waits for the deletions in progress. */
    static PurgeHold of(Connection connection) throws SQLException {
        PurgeHold hold = new PurgeHold(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(hashtextextended('streamgate purges', 0))");
            if (Poll.until(TIMEOUT, POLL_INTERVAL, () -> isIdle(statement)).isEmpty()) {
                throw new LaunchFailure(
                        "The suite has been deleting media for " + TIMEOUT.toMinutes() + " minutes. Back it up later.");
            }
            return hold;
        }
        catch (SQLException | RuntimeException ex) {
            hold.close();
            throw ex;
        }
    }

    private static Optional<Boolean> isIdle(Statement statement) {
        try {
            boolean known = read(statement, "SELECT to_regprocedure('worker.purges_are_running()') IS NOT NULL");
            return (known && read(statement, "SELECT worker.purges_are_running()")) ? Optional.empty()
                    : Optional.of(true);
        }
        catch (SQLException ex) {
            throw new LaunchFailure("Could not read the queue", ex);
        }
    }

    private static boolean read(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    @Override
    public void close() {
        if (this.connection != null) {
            try {
                this.connection.close();
            }
            catch (SQLException ex) {
                // The server releases the lock with the session.
            }
        }
    }

}
