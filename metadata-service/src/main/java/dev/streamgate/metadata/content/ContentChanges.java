package dev.streamgate.metadata.content;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hears of the changes that other replicas make, over one connection of the pool, and
 * empties the cache accordingly. While that connection is down nothing is cached.
 */
@Component("contentChanges")
public class ContentChanges implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ContentChanges.class);

    private static final int LISTEN_MILLIS = 10_000;

    private static final int RETRY_SECONDS = 2;

    private final DataSource database;

    private final ObjectProvider<ContentCache> cache;

    private final CountDownLatch stopped = new CountDownLatch(1);

    private volatile boolean heard;

    private volatile @Nullable Thread listener;

    ContentChanges(DataSource database, ObjectProvider<ContentCache> cache) {
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
                try (Connection connection = this.database.getConnection()) {
                    hear(connection);
                }
                catch (SQLException ex) {
                    log.warn("Changes of other replicas cannot be heard; reads go to the database", ex);
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

    private void hear(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN streamgate_content");
            this.cache.getObject().forgetAll();
            this.heard = true;
            PGConnection postgres = connection.unwrap(PGConnection.class);
            while (this.stopped.getCount() > 0) {
                for (PGNotification change : postgres.getNotifications(LISTEN_MILLIS)) {
                    this.cache.getObject().forget(change.getParameter());
                }
            }
            statement.execute("UNLISTEN *");
        }
    }

}
