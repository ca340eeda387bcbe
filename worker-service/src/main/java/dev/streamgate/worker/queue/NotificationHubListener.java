/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hears what instances publish, on one connection outside the pool. A lost connection is
 * made again; meanwhile waiters look for themselves.
 */
@Component
class NotificationHubListener implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(NotificationHubListener.class);

    private static final int LISTEN_MILLIS = 10_000;

    private static final int ALIVE_SECONDS = 5;

    private final JdbcConnectionDetails database;

    private final NotificationHub wakeups;

    private volatile @Nullable CountDownLatch stopped;

    private volatile @Nullable Connection connection;

    NotificationHubListener(JdbcConnectionDetails database, NotificationHub wakeups) {
        this.database = database;
        this.wakeups = wakeups;
    }

    @Override
    public void start() {
        CountDownLatch end = new CountDownLatch(1);
        this.stopped = end;
        this.wakeups.open();
        Thread.ofVirtual().name("wakeups").start(() -> run(end));
    }

    /**
     * Before the web server stops, so that long polls end at once instead of holding it
     * up.
     */
    @Override
    public void stop() {
        CountDownLatch end = this.stopped;
        this.stopped = null;
        if (end != null) {
            end.countDown();
        }
        this.wakeups.close();
        disconnect();
    }

    @Override
    public boolean isRunning() {
        return this.stopped != null;
    }

    private void run(CountDownLatch end) {
        try {
            do {
                listen(end);
            }
            while (!end.await(1, TimeUnit.SECONDS));
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen(CountDownLatch end) {
        try (Connection open = connect(); var statement = open.createStatement()) {
            this.connection = open;
            statement.execute("LISTEN " + NotificationHub.CHANNEL);
            // What was published while there was no connection has not been heard.
            this.wakeups.wakeAll();
            PGConnection notifications = open.unwrap(PGConnection.class);
            while (end.getCount() > 0) {
                PGNotification[] heard = notifications.getNotifications(LISTEN_MILLIS);
                for (PGNotification one : heard) {
                    this.wakeups.wake(one.getParameter());
                }
                if (heard.length == 0 && !open.isValid(ALIVE_SECONDS)) {
                    throw new SQLException("The connection has gone");
                }
            }
        }
        catch (SQLException ex) {
            if (end.getCount() > 0) {
                log.warn("Not listening to PostgreSQL at the moment, looking by the clock: {}", ex.getMessage());
            }
        }
        finally {
            this.connection = null;
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(this.database.getJdbcUrl(), this.database.getUsername(),
                this.database.getPassword());
    }

    private void disconnect() {
        Connection open = this.connection;
        if (open != null) {
            try {
                // Unlike close, this does not wait for the thread that listens.
                open.abort(Runnable::run);
            }
            catch (SQLException ex) {
                log.debug("Closing the listening connection", ex);
            }
        }
    }

}
