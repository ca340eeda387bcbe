/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.HttpStatusCode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.HttpClientErrorException;

import dev.streamgate.contracts.worker.Completion;
import dev.streamgate.contracts.worker.Failure;
import dev.streamgate.contracts.worker.Heartbeat;
import dev.streamgate.contracts.worker.JobApi;
import dev.streamgate.contracts.worker.JobView;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.LeaseApi;
import dev.streamgate.contracts.worker.LeaseRequest;
import dev.streamgate.contracts.worker.LeaseStatus;
import dev.streamgate.contracts.worker.OnDemandApi;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.testing.postgres.WithPostgres;
import dev.streamgate.testing.security.TestTokens;
import dev.streamgate.testing.security.WithTestTokens;
import dev.streamgate.testing.time.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A worker with a real database, called over HTTP. Scheduled methods are called by the
 * tests; the clock stands still unless a test advances it.
 */
@WithPostgres
@WithTestTokens
@Import(WorkerScenario.Time.class)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "streamgate.worker.queue.check-interval=1h", "streamgate.worker.queue.poll-interval=30s",
                "streamgate.worker.queue.cleanup-interval=1h", "streamgate.worker.content-feed.poll-interval=20ms",
                "streamgate.worker.content-feed.max-back-off=20ms", "streamgate.worker.authority.check-interval=1h",
                "streamgate.cache.caches.user-authorities.ttl=1ms",
                // Tests read and cancel with the token that submits.
                "streamgate.security.service-calls.upload=/api/v1/jobs/**",
                "streamgate.worker.jobs.types=sample.work,other.work" })
public abstract class WorkerScenario {

    protected static final FakeMetadata metadata = new FakeMetadata();

    protected static final FakeAuth auth = new FakeAuth();

    protected static final String RUNNER_TOKEN = TestTokens.service("transcoder");

    @Autowired
    protected MovableClock clock;

    @Autowired
    protected JdbcClient jdbc;

    protected JobApi jobs;

    protected LeaseApi leases;

    protected OnDemandApi onDemand;

    protected Clients clients;

    @DynamicPropertySource
    static void metadataAddress(DynamicPropertyRegistry registry) {
        registry.add("spring.http.serviceclient.metadata.base-url", metadata::url);
        registry.add("spring.http.serviceclient.auth.base-url", auth::url);
    }

    @Autowired
    void connect(@LocalServerPort int port) {
        this.clients = new Clients(port);
        this.jobs = this.clients.jobs(TestTokens.service("upload"));
        this.leases = this.clients.leases(RUNNER_TOKEN);
        this.onDemand = this.clients.onDemand(TestTokens.service("streaming"));
    }

    @BeforeEach
    void deleteAll() {
        metadata.reset();
        auth.reset();
        this.jdbc.sql(
                "TRUNCATE jobs, schedules, contents, content_owners, replaced_packages, packages, sources, encoding_profiles CASCADE")
            .update();
    }

    /** Makes a content and its owner known to the worker. */
    protected void createContent(String contentId, String owner) {
        metadata.created(contentId, owner);
        until(metadata::allAcknowledged);
    }

    protected JobView submit(String type, Map<String, Object> payload) {
        return this.jobs.submit(new SubmitJob(type, null, payload, null), null, "u1").getBody();
    }

    protected Optional<Lease> lease(String... types) {
        return Optional
            .ofNullable(this.leases.acquire(new LeaseRequest("runner-1", List.of(types), false, 0, null)).getBody());
    }

    protected LeaseStatus heartbeat(Lease lease, Integer nextSegment) {
        return this.leases.heartbeat(lease.jobId(), new Heartbeat(lease.fencingToken(), 0.5, nextSegment));
    }

    protected void complete(Lease lease) {
        complete(lease, new HashMap<>());
    }

    protected void complete(Lease lease, Map<String, Object> result) {
        this.leases.complete(lease.jobId(), new Completion(lease.fencingToken(), result));
    }

    protected void fail(Lease lease, boolean retryable) {
        this.leases.fail(lease.jobId(), new Failure(lease.fencingToken(), "It broke.", retryable));
    }

    protected JobView job(String id) {
        return this.jobs.get(id);
    }

    /** Expects a problem as the reply. */
    protected static void assertProblem(int status, String problem, Runnable call) {
        HttpClientErrorException problemReply = catchThrowableOfType(HttpClientErrorException.class, call::run);
        assertThat(problemReply).isNotNull();
        assertThat(problemReply.getStatusCode()).isEqualTo(HttpStatusCode.valueOf(status));
        assertThat(problemReply.getResponseBodyAsString()).contains("urn:streamgate:problem:" + problem + "\"");
    }

    /** Waits until another thread has fulfilled a condition. */
    protected static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the condition holds within 20 s").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Time {

        @Bean
        @Primary
        MovableClock movableClock() {
            return new MovableClock(Instant.parse("2026-03-02T10:00:00Z"));
        }

    }

}
