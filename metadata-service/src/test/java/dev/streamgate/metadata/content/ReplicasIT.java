/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cache.CacheManager;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.streamgate.metadata.MetadataClient;
import dev.streamgate.metadata.MetadataTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Changes by another replica, simulated by changes in the database. */
@MetadataTest
class ReplicasIT {

    private static final String ANN = MetadataClient.creator("ann");

    private final MetadataClient client;

    private final ContentChangeListener changes;

    private final CacheManager caches;

    private final JdbcClient jdbc;

    private final DataSource database;

    @Autowired
    ReplicasIT(MetadataClient client, ContentChangeListener changes, CacheManager caches, JdbcClient jdbc,
            DataSource database) {
        this.client = client;
        this.changes = changes;
        this.caches = caches;
        this.jdbc = jdbc;
        this.database = database;
    }

    @Test
    void changesAndDeletionsByAnotherReplicaAreEvicted() {
        until(this.changes::isConnected);
        String id = this.client.create("ann", Map.of("title", "before")).field("id");
        assertThat(title(id)).isEqualTo("before");
        assertThat(isCached(id)).isTrue();
        rename(id, "after");
        until(() -> !isCached(id));
        assertThat(title(id)).isEqualTo("after");
        this.jdbc.sql("DELETE FROM content WHERE id = :id").param("id", id).update();
        until(() -> !isCached(id));
        assertThat(this.client.get(MetadataClient.CONTENTS + "/" + id, ANN).status()).isEqualTo(404);
    }

    @Test
    void nothingIsCachedWithoutANotificationConnection() {
        until(this.changes::isConnected);
        String id = this.client.create("ann", Map.of("title", "before")).field("id");
        assertThat(title(id)).isEqualTo("before");
        assertThat(this.jdbc.sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'listen streamgate_content' AND datname = current_database()")
            .query(Boolean.class)
            .list()).contains(true);
        until(() -> !this.changes.isConnected());
        rename(id, "not notified");
        assertThat(title(id)).isEqualTo("not notified");
        until(this.changes::isConnected);
        assertThat(title(id)).isEqualTo("not notified");
    }

    @Test
    void progressIsNotifiedOnceAPercentAndEachOtherChangeOfTheMedia() throws SQLException {
        String id = this.client.create("ann", Map.of("title", "running")).field("id");
        try (Connection connection = this.database.getConnection()) {
            connection.createStatement().execute("LISTEN " + ContentChangeListener.CHANNEL);
            for (int update = 1; update <= 100; update++) {
                media(id, "progress = " + update / 1000.0 + ", media_sequence = " + update);
            }
            assertThat(notifications(connection, id)).isEqualTo(10);
            media(id, "playable = true");
            media(id, "renditions = '[]'");
            media(id, "error = 'It broke.'");
            assertThat(notifications(connection, id)).isEqualTo(2);
        }
    }

    private void media(String id, String change) {
        this.jdbc.sql("UPDATE content_media SET " + change + " WHERE content_id = ?").param(id).update();
    }

    private static int notifications(Connection connection, String id) throws SQLException {
        connection.createStatement().execute("SELECT 1");
        PGNotification[] received = connection.unwrap(PGConnection.class).getNotifications();
        return (int) Stream.of(received).filter((one) -> one.getParameter().equals(id)).count();
    }

    private void rename(String id, String title) {
        this.jdbc.sql("UPDATE content SET title = :title WHERE id = :id")
            .param("title", title)
            .param("id", id)
            .update();
    }

    private boolean isCached(String id) {
        return this.caches.getCache("contents").get(id) != null;
    }

    private String title(String id) {
        return this.client.get(MetadataClient.CONTENTS + "/" + id, ANN).json().path("title").asString();
    }

    private static void until(BooleanSupplier condition) {
        long limit = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the condition holds within 30 s").isLessThan(limit);
            Thread.onSpinWait();
        }
    }

}
