/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

import dev.streamgate.testing.http.Reply;
import dev.streamgate.testing.postgres.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;

/** Health while metadata-service or the database is unavailable. */
@UploadServiceTest
class HealthIT {

    private final UploadClient client;

    private final DownstreamStub downstream;

    private final String database;

    @Autowired
    HealthIT(UploadClient client, DownstreamStub downstream, @Value("${spring.datasource.url}") String database) {
        this.client = client;
        this.downstream = downstream;
        this.database = database;
    }

    @AfterEach
    void restore() {
        this.downstream.fail(0, 0);
        PostgresServer.open(this.database);
    }

    @Test
    void anUnavailableDependencyMakesTheServiceDegradedAndReady() {
        awaitStatus("UP");
        this.downstream.fail(503, 503);
        awaitStatus("DEGRADED");
        assertThat(this.client.get("/actuator/health").status()).isEqualTo(200);
        assertThat(this.client.get("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(this.client.get("/actuator/health/liveness").status()).isEqualTo(200);
        this.downstream.fail(0, 0);
        awaitStatus("UP");
    }

    @Test
    void withoutTheDatabaseTheServiceIsLiveNotReadyAndRecovers() {
        awaitStatus("UP");
        PostgresServer.close(this.database);
        Reply reply = this.client.get("/api/v1/uploads");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.problem()).isEqualTo("unavailable");
        assertThat(reply.header("Retry-After")).isEqualTo("2");
        awaitStatus("DOWN");
        assertThat(this.client.get("/actuator/health").status()).isEqualTo(503);
        assertThat(this.client.get("/actuator/health/readiness").status()).isEqualTo(503);
        assertThat(this.client.get("/actuator/health/liveness").status()).isEqualTo(200);
        PostgresServer.open(this.database);
        awaitStatus("UP");
        assertThat(this.client.get("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(this.client.get("/api/v1/uploads").status()).isEqualTo(200);
    }

    private void awaitStatus(String status) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(() -> assertThat(this.client.get("/actuator/health").json().path("status").asString())
                .isEqualTo(status));
    }

}
