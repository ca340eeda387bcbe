/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.streamgate.testing.postgres.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;

class JdbcIdempotencyStoreIT extends IdempotencyStoreContract {

    private static HikariDataSource pool;

    private static JdbcClient jdbc;

    @BeforeAll
    static void createDatabase() {
        pool = new HikariDataSource();
        pool.setJdbcUrl(PostgresServer.createDatabase());
        pool.setUsername(PostgresServer.USER);
        jdbc = JdbcClient.create(pool);
    }

    @AfterAll
    static void closePool() {
        pool.close();
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
    void expiredKeysAndTheOldestResponsesAboveTheMaximumArePurged() {
        JdbcIdempotencyStore store = new JdbcIdempotencyStore(jdbc, 10, this.clock);
        this.store = store;
        claim("running", "one");
        for (int i = 10; i < 40; i++) {
            store.complete("k" + i, claim("k" + i, "one").owner(), RESPONSE,
                    this.clock.instant().plus(Duration.ofMinutes(5)));
            this.clock.advance(Duration.ofSeconds(1));
        }
        store.purge();
        assertThat(identities()).hasSize(11).contains("running", "k30", "k39");
        this.clock.advance(Duration.ofMinutes(5).minusSeconds(4));
        store.purge();
        assertThat(identities()).containsExactly("k37", "k38", "k39");
    }

    private static List<String> identities() {
        return jdbc.sql("SELECT identity FROM idempotency_key ORDER BY identity").query(String.class).list();
    }

}
