/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hears of the changes that other replicas make, over a connection of its own, and
 * empties the cache accordingly. While that connection is down nothing is cached.
 */
@Component("contentChanges")
public class ContentChanges implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ContentChanges.class);

    /** How an operator knows the connection. */
    private static final String NAME = "streamgate-metadata-changes";

    private static final int LISTEN_MILLIS = 10_000;

    /** A peer that has vanished is noticed by this. */
    private static final int PING_SECONDS = 5;

    private static final int RETRY_SECONDS = 2;

    private final JdbcConnectionDetails database;

    private final ObjectProvider<ContentCache> cache;

    private final CountDownLatch stopped = new CountDownLatch(1);

    private volatile boolean heard;

    private volatile @Nullable Thread listener;

    ContentChanges(JdbcConnectionDetails database, ObjectProvider<ContentCache> cache) {
        this.database = database;
        this.cache = cache;
    }

    /** Whether every change is heard of at the moment. */
    public boolean heard() {
        return this.heard;
    }

    @Override
    public void start() {
        this.listener = Thread.ofVirtual().name("content-changes").start(this::listen);
    }

    @Override
    public void stop() {
        this.stopped.countDown();
        Thread thread = this.listener;
        this.listener = null;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return this.listener != null;
    }

    private void listen() {
        try {
            do {
                try (Connection connection = connect()) {
                    hear(connection);
                }
                catch (SQLException ex) {
                    if (this.stopped.getCount() > 0) {
                        log.warn("Changes of other replicas cannot be heard; reads go to the database: {}",
                                ex.getMessage());
                    }
                }
                finally {
                    this.heard = false;
                }
            }
            while (!this.stopped.await(RETRY_SECONDS, TimeUnit.SECONDS));
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Not one of the pool: it is never given back, and if it breaks nobody else gets it.
     */
    private Connection connect() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", Objects.requireNonNullElse(this.database.getUsername(), ""));
        login.setProperty("password", Objects.requireNonNullElse(this.database.getPassword(), ""));
        login.setProperty("ApplicationName", NAME);
        return DriverManager.getConnection(this.database.getJdbcUrl(), login);
    }

    private void hear(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN streamgate_content");
            this.cache.getObject().forgetAll();
            this.heard = true;
            PGConnection postgres = connection.unwrap(PGConnection.class);
            while (this.stopped.getCount() > 0) {
                PGNotification[] changes = postgres.getNotifications(LISTEN_MILLIS);
                for (PGNotification change : changes) {
                    this.cache.getObject().forget(change.getParameter());
                }
                if (changes.length == 0 && !connection.isValid(PING_SECONDS)) {
                    throw new SQLException("The connection is not answered any more");
                }
            }
        }
    }

}
