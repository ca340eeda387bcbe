/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.contracts.worker.Heartbeat;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.JobView;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.LeaseRequest;
import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.worker.WorkerScenario;

import static org.assertj.core.api.Assertions.assertThat;

class LeasesIT extends WorkerScenario {

    @Autowired
    private Housekeeping housekeeping;

    @Autowired
    private NotificationHub notifications;

    @Autowired
    private QueueProperties properties;

    @Test
    void aJobIsQueuedThenRunningThenSucceeded() {
        JobView job = submit("sample.work", Map.of("n", 1));
        assertThat(job.state()).isEqualTo(JobState.QUEUED);
        Lease lease = lease("sample.work").orElseThrow();
        assertThat(lease.payload()).containsEntry("n", 1);
        assertThat(lease.attempt()).isEqualTo(1);
        assertThat(job(job.jobId()).leasedBy()).isEqualTo("runner-1");
        heartbeat(lease, null);
        assertThat(job(job.jobId()).progress()).isEqualTo(0.5);
        complete(lease, Map.of("answer", 42));
        JobView done = job(job.jobId());
        assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.result()).containsEntry("answer", 42);
        assertThat(done.progress()).isEqualTo(1);
        assertThat(done.leasedBy()).isNull();
    }

    @Test
    void concurrentRunnersLeaseEachJobOnce() {
        for (int n = 0; n < 200; n++) {
            submit("sample.work", Map.of("n", n));
        }
        Set<String> done = ConcurrentHashMap.newKeySet();
        AtomicInteger leased = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int runner = 0; runner < 4; runner++) {
                threads.submit(() -> {
                    Optional<Lease> lease;
                    while ((lease = lease("sample.work")).isPresent()) {
                        leased.incrementAndGet();
                        complete(lease.get());
                        done.add(lease.get().jobId());
                    }
                });
            }
        }
        assertThat(leased).hasValue(200);
        assertThat(done).hasSize(200);
        assertThat(this.jdbc.sql("SELECT count(*) FROM jobs WHERE state = 'SUCCEEDED' AND attempts = 1")
            .query(Integer.class)
            .single()).isEqualTo(200);
    }

    @Test
    void aLeaseExpiresWithoutHeartbeatsAndItsTokenBecomesInvalid() {
        String id = submit("sample.work", Map.of()).jobId();
        Lease first = lease("sample.work").orElseThrow();
        this.clock.advance(Duration.ofSeconds(10));
        heartbeat(first, null);
        this.clock.advance(Duration.ofSeconds(14));
        assertThat(this.housekeeping.expireLeases()).isZero();
        this.clock.advance(Duration.ofSeconds(2));
        assertThat(this.housekeeping.expireLeases()).isEqualTo(1);
        assertProblem(409, "lease-lost", () -> heartbeat(first, null));

        Lease second = lease("sample.work").orElseThrow();
        assertThat(second.jobId()).isEqualTo(id);
        assertThat(second.fencingToken()).isGreaterThan(first.fencingToken());
        assertThat(second.attempt()).isEqualTo(2);
        assertProblem(409, "lease-lost", () -> complete(first, Map.of("from", "the dead")));
        assertProblem(409, "lease-lost", () -> fail(first, false));
        assertThat(job(id).state()).isEqualTo(JobState.RUNNING);
        assertThat(job(id).result()).isNull();
        complete(second, Map.of("from", "the living"));
        assertProblem(409, "lease-lost", () -> complete(first, Map.of("from", "the dead")));
        assertThat(job(id).result()).containsEntry("from", "the living");
    }

    @Test
    void completingIsIdempotent() {
        String id = submit("sample.work", Map.of()).jobId();
        Lease lease = lease("sample.work").orElseThrow();
        complete(lease, Map.of("n", 1));
        complete(lease, Map.of("n", 2));
        assertThat(job(id).result()).containsEntry("n", 1);
    }

    @Test
    void failuresBackOffExponentiallyAndEndAsADeadLetterThatAnOperatorRetries() {
        String id = submit("sample.work", Map.of()).jobId();
        for (int failure = 1; failure < this.properties.maxAttempts(); failure++) {
            fail(lease("sample.work").orElseThrow(), true);
            Duration wait = this.properties.retryDelay().after(failure, id);
            assertThat(wait).isBetween(Duration.ofMillis(1600L << (failure - 1)),
                    Duration.ofSeconds(2L << (failure - 1)));
            this.clock.advance(wait.minusMillis(1));
            assertThat(lease("sample.work")).isEmpty();
            this.clock.advance(Duration.ofMillis(1));
        }
        fail(lease("sample.work").orElseThrow(), true);
        JobView dead = job(id);
        assertThat(dead.state()).isEqualTo(JobState.FAILED);
        assertThat(dead.error()).isEqualTo("It broke.");
        assertThat(dead.attempts()).isEqualTo(5);
        this.clock.advance(Duration.ofDays(1));
        assertThat(lease("sample.work")).isEmpty();

        var operator = this.clients.jobs(dev.streamgate.testing.security.TestTokens.user("op", "operator"));
        assertThat(operator.list("failed", null, null, null, null).items()).extracting(JobView::jobId)
            .containsExactly(id);
        assertThat(operator.retry(id).state()).isEqualTo(JobState.QUEUED);
        assertProblem(409, "job-state", () -> operator.retry(id));
        complete(lease("sample.work").orElseThrow());
        assertThat(job(id).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aFailureThatIsNotRetryableIsFinal() {
        String id = submit("sample.work", Map.of()).jobId();
        fail(lease("sample.work").orElseThrow(), false);
        assertThat(job(id).state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void onlyFailuresWithoutProgressCountTowardsADeadLetter() {
        String id = submit("sample.work", Map.of()).jobId();
        for (int life = 0; life < 8; life++) {
            Lease lease = lease("sample.work").orElseThrow();
            this.leases.heartbeat(id, new Heartbeat(lease.fencingToken(), 0.1 * (life + 1), null));
            this.clock.advance(Duration.ofSeconds(16));
            this.housekeeping.expireLeases();
        }
        for (int life = 0; life < 4; life++) {
            Lease lease = lease("sample.work").orElseThrow();
            this.leases.heartbeat(id, new Heartbeat(lease.fencingToken(), 0.8, null));
            this.clock.advance(Duration.ofSeconds(16));
            this.housekeeping.expireLeases();
        }
        assertThat(job(id).state()).isEqualTo(JobState.FAILED);
        assertThat(job(id).error()).isEqualTo("The runner stopped answering.");
    }

    @Test
    void aLeaseThatItsRunnerNeverReceivedEndsSoonAndIsNoFailedAttempt() {
        String id = submit("sample.work", Map.of()).jobId();
        for (int lost = 0; lost < 2 * this.properties.maxAttempts(); lost++) {
            Lease lease = lease("sample.work").orElseThrow();
            assertThat(lease.ttlMillis()).isEqualTo(3000);
            this.clock.advance(Duration.ofSeconds(2));
            assertThat(this.housekeeping.expireLeases()).isZero();
            this.clock.advance(Duration.ofSeconds(2));
            assertThat(this.housekeeping.expireLeases()).isEqualTo(1);
            assertProblem(409, "lease-lost", () -> heartbeat(lease, null));
        }
        assertThat(job(id).state()).isEqualTo(JobState.QUEUED);
        assertThat(job(id).error()).isNull();
        assertThat(this.jdbc.sql("SELECT failures FROM jobs WHERE id = ?").param(id).query(Integer.class).single())
            .isZero();
        assertThat(job(id).attempts()).isZero();
        Lease received = lease("sample.work").orElseThrow();
        assertThat(this.leases.heartbeat(id, new Heartbeat(received.fencingToken(), 0, null)).ttlMillis())
            .isEqualTo(15_000);
        this.clock.advance(Duration.ofSeconds(14));
        assertThat(this.housekeeping.expireLeases()).isZero();
    }

    @Test
    void aHeartbeatChangesNoIndexedColumn() {
        assertThat(this.jdbc.sql("""
                SELECT a.attname FROM pg_index i
                JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
                WHERE i.indrelid = 'jobs'::regclass AND a.attname IN
                    ('progress', 'next_segment', 'lease_expires_at', 'heartbeat_at', 'failures', 'updated_at')""")
            .query(String.class)
            .list()).isEmpty();
    }

    @Test
    void aHeartbeatReturnsTheCancellation() {
        String id = submit("sample.work", Map.of()).jobId();
        Lease lease = lease("sample.work").orElseThrow();
        assertThat(this.jobs.cancel(id).state()).isEqualTo(JobState.CANCELLED);
        assertThat(heartbeat(lease, null).cancelled()).isTrue();
        assertProblem(409, "lease-lost", () -> complete(lease));
        assertThat(this.jobs.cancel(id).state()).isEqualTo(JobState.CANCELLED);
        assertThat(lease("sample.work")).isEmpty();
    }

    @Test
    void priorityPrecedesAgeAndUrgentOnlySkipsBackgroundWork() {
        String old = submit("sample.work", Map.of()).jobId();
        this.clock.advance(Duration.ofSeconds(1));
        String important = this.jobs.submit(new SubmitJob("sample.work", null, null, 9), null, null).getBody().jobId();
        assertThat(this.leases.acquire(new LeaseRequest("r", List.of("sample.work"), true, 0, null)).getBody())
            .isNull();
        assertThat(lease("other.work")).isEmpty();
        assertThat(lease("sample.work").orElseThrow().jobId()).isEqualTo(important);
        assertThat(lease("sample.work").orElseThrow().jobId()).isEqualTo(old);
    }

    @Test
    void aWaitingRunnerIsNotifiedOfANewJob() {
        CompletableFuture<Lease> waiting = CompletableFuture.supplyAsync(
                () -> this.leases.acquire(new LeaseRequest("r", List.of("sample.work"), false, 30, null)).getBody());
        // The poll interval of this test exceeds the wait: only a notification can end
        // it.
        until(() -> this.notifications.waiting() == 1);
        String id = submit("sample.work", Map.of()).jobId();
        assertThat(waiting.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join().jobId()).isEqualTo(id);
    }

    @Test
    void notificationsResumeAfterTheListeningConnectionWasLost() {
        this.jdbc
            .sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
                    + " AND datname = current_database()")
            .query((row) -> {
            });
        CompletableFuture<Lease> waiting = CompletableFuture.supplyAsync(
                () -> this.leases.acquire(new LeaseRequest("r", List.of("sample.work"), false, 30, null)).getBody());
        until(() -> this.notifications.waiting() == 1);
        String id = submit("sample.work", Map.of()).jobId();
        assertThat(waiting.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join().jobId()).isEqualTo(id);
    }

    @Test
    void jobsAreDeletedAfterTheirRetentionPeriod() {
        String ended = submit("sample.work", Map.of()).jobId();
        complete(lease("sample.work").orElseThrow());
        this.clock.advance(Duration.ofDays(10));
        String later = submit("sample.work", Map.of()).jobId();
        assertThat(this.housekeeping.deleteOldJobs()).isZero();
        this.clock.advance(Duration.ofDays(5));
        assertThat(this.housekeeping.deleteOldJobs()).isEqualTo(1);
        assertProblem(404, "not-found", () -> job(ended));
        assertThat(job(later).state()).isEqualTo(JobState.QUEUED);
    }

}
