/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.testing.postgres.WithPostgres;
import dev.streamgate.testing.time.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

/** Handlers that write to the database of the keys. */
@WithPostgres
@Import({ HandlerTransactionsIT.Writes.class, HandlerTransactionsIT.Time.class })
@SpringBootTest(classes = IdempotencySampleApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "spring.application.name=sample")
class HandlerTransactionsIT {

    private final RestTestClient client;

    private final JdbcClient jdbc;

    private final MovableClock clock;

    @Autowired
    HandlerTransactionsIT(@LocalServerPort int port, JdbcClient jdbc, MovableClock clock) {
        this.client = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @BeforeEach
    void emptyTable() {
        this.jdbc.sql("CREATE TABLE IF NOT EXISTS effect (kind text)").update();
        this.jdbc.sql("TRUNCATE effect").update();
    }

    @Test
    void aFailureAfterTheCommitIsNotRepeated() {
        post("committed", "key-00000101").expectStatus().isEqualTo(500);
        post("committed", "key-00000101").expectStatus().isEqualTo(409);
        assertThat(effects()).isOne();
    }

    @Test
    void aFailureThatRolledBackRunsTheHandlerAgain() {
        post("rolled-back", "key-00000102").expectStatus().isEqualTo(500);
        post("rolled-back", "key-00000102").expectStatus().isEqualTo(500);
        assertThat(effects()).isZero();
    }

    @Test
    void anEffectWhoseResponseWasNeverStoredIsNotRepeatedAfterTheClaimHasExpired() {
        post("crashed", "key-00000103").expectStatus().isOk();
        this.clock.advance(Duration.ofMinutes(10));
        post("crashed", "key-00000103").expectStatus().isEqualTo(409);
        assertThat(effects()).isOne();
    }

    private Integer effects() {
        return this.jdbc.sql("SELECT count(*) FROM effect").query(Integer.class).single();
    }

    private RestTestClient.ResponseSpec post(String kind, String key) {
        return this.client.post()
            .uri("/api/v1/effects/" + kind)
            .header("Idempotency-Key", key)
            .headers((headers) -> headers.setBasicAuth("u1", "any"))
            .contentType(MediaType.APPLICATION_JSON)
            .body("{}")
            .exchange();
    }

    static class Time {

        @Bean
        @Primary
        MovableClock movableClock() {
            return new MovableClock(Instant.parse("2026-03-02T10:00:00Z"));
        }

    }

    @RestController
    static class Writes {

        private final JdbcClient jdbc;

        private final TransactionTemplate transaction;

        Writes(JdbcClient jdbc, TransactionTemplate transaction) {
            this.jdbc = jdbc;
            this.transaction = transaction;
        }

        @PostMapping("/api/v1/effects/{kind}")
        String write(@PathVariable String kind) {
            this.transaction.executeWithoutResult((status) -> {
                this.jdbc.sql("INSERT INTO effect VALUES (?)").param(kind).update();
                if (kind.equals("rolled-back")) {
                    throw new IllegalStateException("before the commit");
                }
            });
            if (kind.equals("crashed")) {
                // What follows has no effect on the key, as if the process had ended
                // here.
                this.jdbc.sql("UPDATE idempotency_key SET owner = 'crashed'").update();
            }
            if (kind.equals("committed")) {
                throw new IllegalStateException("after the commit");
            }
            return "done";
        }

    }

}
