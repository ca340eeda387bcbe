/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;

/**
 * Listens to one PostgreSQL channel ({@code LISTEN}) on a connection of its own, outside
 * the pool, and reconnects after it is lost. Notifications that are sent while there is
 * no connection are lost: a subscriber treats {@link Subscriber#connected} as a
 * notification about everything, and polls as well where it must not miss one. Safe for
 * threads.
 */
public final class NotificationListener implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(NotificationListener.class);

    private static final int POLL_MILLIS = 10_000;

    private static final int VALIDATION_TIMEOUT_SECONDS = 5;

    private static final Duration RECONNECT_INTERVAL = Duration.ofSeconds(1);

    private final JdbcConnectionDetails database;

    private final String channel;

    private final Subscriber subscriber;

    private volatile @Nullable CountDownLatch stopSignal;

    private volatile @Nullable Connection connection;

    /**
     * Creates a listener that connects when the application starts.
     * @param database the database to connect to
     * @param channel the channel's name, from code: a lower-case SQL identifier
     * @param subscriber receives what is sent
     */
    public NotificationListener(JdbcConnectionDetails database, String channel, Subscriber subscriber) {
        if (!channel.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("A channel is a lower-case identifier, got: " + channel);
        }
        this.database = database;
        this.channel = channel;
        this.subscriber = subscriber;
    }

    @Override
    public void start() {
        CountDownLatch signal = new CountDownLatch(1);
        this.stopSignal = signal;
        Thread.ofVirtual().name("listen-" + this.channel).start(() -> run(signal));
    }

    @Override
    public void stop() {
        CountDownLatch signal = this.stopSignal;
        this.stopSignal = null;
        if (signal != null) {
            signal.countDown();
            abortConnection();
        }
    }

    @Override
    public boolean isRunning() {
        return this.stopSignal != null;
    }

    private void run(CountDownLatch signal) {
        try {
            do {
                listen(signal);
            }
            while (!signal.await(RECONNECT_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen(CountDownLatch signal) {
        boolean connected = false;
        try (Connection open = connect(); Statement statement = open.createStatement()) {
            this.connection = open;
            statement.execute("LISTEN " + this.channel);
            connected = true;
            this.subscriber.connected();
            PGConnection postgres = open.unwrap(PGConnection.class);
            while (signal.getCount() > 0) {
                PGNotification[] notifications = postgres.getNotifications(POLL_MILLIS);
                for (PGNotification notification : notifications) {
                    this.subscriber.received(notification.getParameter());
                }
                if (notifications.length == 0 && !open.isValid(VALIDATION_TIMEOUT_SECONDS)) {
                    throw new SQLException("The connection does not respond");
                }
            }
        }
        catch (SQLException ex) {
            if (signal.getCount() > 0) {
                log.warn("Lost the PostgreSQL notifications of channel {}; reconnecting: {}", this.channel,
                        ex.getMessage());
            }
        }
        catch (RuntimeException ex) {
            log.error("A notification of channel {} could not be processed; reconnecting", this.channel, ex);
        }
        finally {
            this.connection = null;
            if (connected) {
                this.subscriber.disconnected();
            }
        }
    }

    private Connection connect() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", Objects.requireNonNullElse(this.database.getUsername(), ""));
        login.setProperty("password", Objects.requireNonNullElse(this.database.getPassword(), ""));
        login.setProperty("ApplicationName", "listen " + this.channel);
        return DriverManager.getConnection(this.database.getJdbcUrl(), login);
    }

    private void abortConnection() {
        Connection open = this.connection;
        if (open != null) {
            try {
                // Unlike close(), abort() does not wait for the thread that listens.
                open.abort(Runnable::run);
            }
            catch (SQLException ex) {
                log.debug("Aborting the connection of channel {}", this.channel, ex);
            }
        }
    }

    /**
     * Receives notifications. All methods are called on the listener's thread, one at a
     * time; they must return soon. An exception closes the connection, which is then made
     * again.
     */
    public interface Subscriber {

        /**
         * The channel is listened to from now on. Earlier notifications may be lost.
         */
        void connected();

        /** A notification was received. */
        void received(String payload);

        /** Notifications are lost until {@link #connected} is called again. */
        default void disconnected() {
        }

    }

}
