/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.database;

import java.util.List;
import java.util.Map;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.streamgate.testing.postgres.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;

class MigrationIT {

    private final DriverManagerDataSource database = new DriverManagerDataSource(PostgresServer.createDatabase(),
            PostgresServer.USER, "");

    private final JdbcClient jdbc = JdbcClient.create(this.database);

    @Test
    void enumColumnsOfExistingRowsHoldTheNamesOfTheConstants() {
        migrate("2");
        this.jdbc.sql("""
                INSERT INTO alert VALUES
                    ('a', DEFAULT, 'f', 'ServiceDown', 'critical', 'FIRING', '{}', 'Down', NULL, NULL, now(), now(),
                        now(), NULL, NULL, '{monitor,alertmanager}', '{alertmanager}', true, false, NULL, 1, false),
                    ('b', DEFAULT, 'f', 'CacheWarmed', 'info', 'RESOLVED', '{}', 'Warmed', NULL, NULL, now(), now(),
                        now(), NULL, NULL, '{event}', '{}', true, true, NULL, 0, true)""").update();
        migrate("100");
        this.jdbc.sql("""
                INSERT INTO witness_conflict (kind, service, instance, journal, sequence, hash, signed_at, signature,
                    public_key, seen_at)
                VALUES ('key-changed', 'auth', 'i', '1', 1, 'h', 't', 's', 'k', now())""").update();
        migrate("latest");
        assertThat(rows("SELECT level, state, array_to_string(sources, ' ') AS sources,"
                + " array_to_string(reporting, ' ') AS reporting, notified, closed FROM incident ORDER BY id"))
            .containsExactly(
                    Map.of("level", "CRITICAL", "state", "FIRING", "sources", "MONITOR ALERTMANAGER", "reporting",
                            "ALERTMANAGER", "notified", true, "closed", false),
                    Map.of("level", "INFO", "state", "RESOLVED", "sources", "EVENT", "reporting", "", "notified", true,
                            "closed", true));
        assertThat(rows("SELECT kind FROM witness_conflict")).containsExactly(Map.of("kind", "KEY_CHANGED"));
    }

    private List<Map<String, Object>> rows(String sql) {
        return this.jdbc.sql(sql).query().listOfRows();
    }

    private void migrate(String target) {
        Flyway.configure().dataSource(this.database).outOfOrder(true).target(target).load().migrate();
    }

}
