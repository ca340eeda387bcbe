/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.metadata.ContentState;
import dev.streamgate.contracts.worker.Completion;
import dev.streamgate.contracts.worker.Heartbeat;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.LeaseApi;
import dev.streamgate.contracts.worker.LeaseRequest;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.testing.postgres.PostgresServer;
import dev.streamgate.testing.security.TestTokens;
import dev.streamgate.worker.queue.NotificationHub;

import static org.assertj.core.api.Assertions.assertThat;

class RestartIT {

    private final String database = PostgresServer.createDatabase();

    private final FakeMetadata metadata = new FakeMetadata();

    @Test
    void aNewProcessContinuesWithTheLeasesOfTheOldOne() throws InterruptedException {
        String jobId;
        Lease encoding;
        this.metadata.respondToUpdates(503);
        try (ConfigurableApplicationContext first = start()) {
            Clients clients = clients(first);
            jobId = clients.jobs(TestTokens.service("upload"))
                .submit(new SubmitJob("transcode", "c1",
                        Map.of("sourceKey", "uploads/a", "sourceSha256", "ab".repeat(32)), null), null, "u1")
                .getBody()
                .jobId();
            LeaseApi leases = clients.leases(TestTokens.service("transcoder"));
            Lease plan = acquire(leases, MediaTask.PLAN);
            leases.complete(plan.jobId(),
                    new Completion(plan.fencingToken(), Map.of("presentation", Videos.silent("p1", 3))));
            encoding = acquire(leases, MediaTask.ENCODE);
            leases.heartbeat(encoding.jobId(), new Heartbeat(encoding.fencingToken(), 0, 0));
        }
        this.metadata.respondToUpdates(204);
        try (ConfigurableApplicationContext second = start()) {
            Clients clients = clients(second);
            LeaseApi leases = clients.leases(TestTokens.service("transcoder"));
            assertThat(leases.heartbeat(encoding.jobId(), new Heartbeat(encoding.fencingToken(), 1, 1)).cancelled())
                .isFalse();
            leases.complete(encoding.jobId(), new Completion(encoding.fencingToken(), null));
            for (String type : List.of(MediaTask.REMUX, MediaTask.REMUX, MediaTask.ENCODE, MediaTask.IMAGES)) {
                Lease lease = acquire(leases, type);
                leases.complete(lease.jobId(), new Completion(lease.fencingToken(), null));
            }
            assertThat(clients.jobs(TestTokens.user("op", "operator")).get(jobId).state())
                .isEqualTo(JobState.SUCCEEDED);
            while (this.metadata.next().update().state() != ContentState.READY) {
                continue;
            }
        }
    }

    @Test
    void aStopEndsTheWaitsOfCallers() {
        CompletableFuture<Optional<Object>> waiting;
        try (ConfigurableApplicationContext context = start()) {
            NotificationHub notifications = context.getBean(NotificationHub.class);
            // Longer than the test run, so that only the stop ends it.
            waiting = CompletableFuture
                .supplyAsync(() -> notifications.await("nothing", Duration.ofDays(1), Optional::empty));
            WorkerScenario.until(() -> notifications.waiting() == 1);
        }
        assertThat(waiting.orTimeout(20, TimeUnit.SECONDS).join()).isEmpty();
    }

    private static Lease acquire(LeaseApi leases, String type) {
        return leases.acquire(new LeaseRequest("r", List.of(type), false, 5, null)).getBody();
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(WorkerApplication.class).run("--server.port=0",
                "--spring.datasource.url=" + this.database, "--spring.datasource.username=" + PostgresServer.USER,
                // Longer than the restart takes on a busy machine.
                "--streamgate.worker.queue.lease=10m", "--spring.datasource.password=",
                "--streamgate.security.jwks-uri=" + TestTokens.jwksUri(),
                "--spring.http.serviceclient.metadata.base-url=" + this.metadata.url());
    }

    private static Clients clients(ConfigurableApplicationContext context) {
        return new Clients(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

}
