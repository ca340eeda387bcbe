/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import java.time.Clock;
import java.time.Duration;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.streamgate.testing.postgres.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;

class JdbcIdempotencyStoreIT extends IdempotencyStoreContract {

    private static JdbcClient jdbc;

    @BeforeAll
    static void createDatabase() {
        jdbc = JdbcClient.create(new DriverManagerDataSource(PostgresServer.createDatabase(), PostgresServer.USER, ""));
    }

    /** Lets each test create the table, some of them concurrently. */
    @BeforeEach
    void dropTable() {
        jdbc.sql("DROP TABLE IF EXISTS idempotency_key").update();
    }

    @Override
    IdempotencyStore store(int maxEntries, Clock clock) {
        return new JdbcIdempotencyStore(jdbc, maxEntries, clock);
    }

    @Test
    void instancesShareTheKeys() {
        assertThat(claim("k", "one").owner()).isNotNull();
        this.store = store(1_000, this.clock);
        assertThat(claim("k", "one").owner()).isNull();
    }

    @Test
    void expiredKeysAndTheOldestAboveTheMaximumArePurged() {
        JdbcIdempotencyStore store = new JdbcIdempotencyStore(jdbc, 10, this.clock);
        this.store = store;
        for (int i = 0; i < 30; i++) {
            claim("k" + i, "one");
            this.clock.advance(Duration.ofSeconds(1));
        }
        store.purge();
        assertThat(jdbc.sql("SELECT identity FROM idempotency_key ORDER BY expires_at").query(String.class).list())
            .hasSize(10)
            .startsWith("k20")
            .endsWith("k29");
        this.clock.advance(Duration.ofMinutes(2).minusSeconds(5));
        store.purge();
        assertThat(jdbc.sql("SELECT count(*) FROM idempotency_key").query(Integer.class).single()).isEqualTo(4);
    }

}
