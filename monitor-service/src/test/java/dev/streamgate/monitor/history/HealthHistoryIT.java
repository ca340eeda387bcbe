/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.history;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.monitor.HealthStatus;
import dev.streamgate.contracts.monitor.InstanceHealth;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.monitor.database.DeferredMigration;
import dev.streamgate.testing.postgres.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HealthHistoryIT {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static final HistoryProperties SMALL = new HistoryProperties(Duration.ofDays(30), 3);

    @Test
    void changesAreListedLatestFirstInPages() {
        HealthHistory history = history(PostgresServer.createDatabase());
        for (int i = 0; i < 3; i++) {
            history.add(change("upload", i, HealthStatus.DEGRADED, "db", "disk"));
        }
        history.flush();
        history.add(change("auth", 9, HealthStatus.DOWN));
        history.flush();

        Page<InstanceHealth> first = history.page(null, 2, null);
        assertThat(first.items()).extracting(InstanceHealth::service).containsExactly("auth", "upload");
        assertThat(first.items().getLast()).isEqualTo(change("upload", 2, HealthStatus.DEGRADED, "db", "disk"));
        Page<InstanceHealth> second = history.page(null, 2, first.nextCursor());
        assertThat(second.items()).extracting(InstanceHealth::since)
            .containsExactly(NOW.plusSeconds(1), NOW.plusSeconds(0));
        assertThat(second.nextCursor()).isNull();
        assertThat(history.page("auth", 10, null).items()).containsExactly(change("auth", 9, HealthStatus.DOWN));
    }

    @Test
    void aChangeThatTheDatabaseRejectsDelaysNoOther() {
        HealthHistory history = history(PostgresServer.createDatabase());
        history.add(change("up\0load", 0, HealthStatus.DOWN));
        history.add(change("auth", 1, HealthStatus.DOWN));
        history.flush();
        assertThat(history.page(null, 10, null).items()).extracting(InstanceHealth::service).containsExactly("auth");
    }

    @Test
    void anInvalidCursorIsAProblem() {
        HealthHistory history = history(PostgresServer.createDatabase());
        history.flush();
        assertThatThrownBy(() -> history.page(null, 10, "invalid!")).isInstanceOf(ProblemException.class);
    }

    @Test
    void expiredChangesAreDeleted() {
        HealthHistory history = history(PostgresServer.createDatabase());
        history.add(change("upload", -Duration.ofDays(31).toSeconds(), HealthStatus.UP));
        history.add(change("upload", 0, HealthStatus.DOWN));
        history.flush();
        history.deleteExpired();
        assertThat(history.page(null, 10, null).items()).extracting(InstanceHealth::status)
            .containsExactly(HealthStatus.DOWN);
    }

    @Test
    void withoutADatabaseChangesAreQueuedAndTheOldestAreDropped() {
        HealthHistory unavailable = history("jdbc:postgresql://127.0.0.1:1/none");
        for (int i = 0; i < 5; i++) {
            unavailable.add(change("upload", i, HealthStatus.UP));
            unavailable.flush();
        }
        unavailable.deleteExpired();

        MovableDataSource database = new MovableDataSource();
        HealthHistory history = history(database);
        for (int i = 0; i < 5; i++) {
            history.add(change("upload", i, HealthStatus.UP));
            history.flush();
        }
        database.setUrl(PostgresServer.createDatabase());
        history.flush();
        assertThat(history.page(null, 10, null).items()).extracting(InstanceHealth::since)
            .containsExactly(NOW.plusSeconds(4), NOW.plusSeconds(3), NOW.plusSeconds(2));
    }

    private static HealthHistory history(String url) {
        MovableDataSource database = new MovableDataSource();
        database.setUrl(url);
        return history(database);
    }

    private static HealthHistory history(MovableDataSource database) {
        return new HealthHistory(JdbcClient.create(database),
                new DeferredMigration(Flyway.configure().dataSource(database).load()), Clock.fixed(NOW, ZoneOffset.UTC),
                SMALL);
    }

    private static InstanceHealth change(String service, long second, HealthStatus status, String... failing) {
        Instant at = NOW.plusSeconds(second);
        return new InstanceHealth(service, "127.0.0.1:8082", status, at, at, List.of(failing));
    }

    /** A database that is unavailable until its URL is set. */
    private static final class MovableDataSource extends DriverManagerDataSource {

        MovableDataSource() {
            super("jdbc:postgresql://127.0.0.1:1/none", PostgresServer.USER, "");
        }

    }

}
