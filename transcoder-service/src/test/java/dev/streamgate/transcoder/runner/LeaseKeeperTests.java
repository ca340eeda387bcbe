/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.runner;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.ResourceAccessException;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.Completion;
import dev.streamgate.contracts.worker.Failure;
import dev.streamgate.contracts.worker.Heartbeat;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.LeaseApi;
import dev.streamgate.contracts.worker.LeaseRequest;
import dev.streamgate.contracts.worker.LeaseStatus;
import dev.streamgate.transcoder.task.TaskStoppedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

@Timeout(30)
class LeaseKeeperTests {

    private static final Duration LEASE = Duration.ofSeconds(15);

    private final SilentQueue queue = new SilentQueue();

    private final AtomicLong nanoTime = new AtomicLong();

    @Test
    void theLeaseEndsByTheRunnersOwnClockWhileTheQueueIsSilent() throws Exception {
        try (LeaseKeeper lease = keeper(LEASE)) {
            CountDownLatch stopped = new CountDownLatch(1);
            lease.onStop(stopped::countDown);
            lease.start();
            assertThatNoException().isThrownBy(lease::checkActive);
            this.queue.silent = true;
            lease.published(1);
            assertThat(this.queue.unanswered.await(10, TimeUnit.SECONDS)).isTrue();
            this.nanoTime.addAndGet(LEASE.toNanos() - 1);
            assertThatNoException().isThrownBy(lease::checkActive);
            this.nanoTime.addAndGet(1);
            assertThatExceptionOfType(TaskStoppedException.class).isThrownBy(lease::checkActive);
            assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theLeaseIsCountedFromTheMomentInWhichTheHeartbeatWasSent() throws Exception {
        this.queue.beforeReply = () -> this.nanoTime.addAndGet(LEASE.toNanos());
        try (LeaseKeeper lease = keeper(LEASE)) {
            lease.start();
            assertThatExceptionOfType(TaskStoppedException.class).isThrownBy(lease::checkActive);
        }
    }

    @Test
    void nothingIsDoneBeforeTheFirstHeartbeatSucceeds() throws Exception {
        this.queue.silent = true;
        try (LeaseKeeper lease = keeper(Duration.ofMillis(300))) {
            lease.start();
            Thread.ofVirtual().start(() -> {
                await(this.queue.unanswered);
                this.nanoTime.addAndGet(LEASE.toNanos());
            });
            assertThatExceptionOfType(TaskStoppedException.class).isThrownBy(lease::checkActive);
        }
    }

    @Test
    void aHeartbeatWithoutAResponseIsGivenUpWithinTheLease() throws Exception {
        try (LeaseKeeper lease = keeper(Duration.ofMillis(300))) {
            this.queue.silent = true;
            lease.start();
            assertThat(this.queue.interrupted.poll(10, TimeUnit.SECONDS)).isNotNull();
            this.queue.silent = false;
            assertThatNoException().isThrownBy(lease::checkActive);
        }
    }

    private LeaseKeeper keeper(Duration ttl) {
        this.queue.ttl = ttl;
        Lease lease = new Lease("task-1", 7, MediaTask.ENCODE, Map.of(), 1, false, null, Instant.EPOCH, ttl.toMillis());
        MediaTask task = new MediaTask("content", "uploads/a", "", "package", null, 0, 4);
        return new LeaseKeeper(this.queue, lease, task, Duration.ofMillis(10),
                new LeaseDeadline(lease, Clock.systemUTC(), this.nanoTime::get),
                new TaskStatistics(new SimpleMeterRegistry()));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers heartbeats, or leaves them without a response. */
    private static final class SilentQueue implements LeaseApi {

        private final CountDownLatch unanswered = new CountDownLatch(1);

        private final BlockingQueue<Boolean> interrupted = new ArrayBlockingQueue<>(100);

        private volatile boolean silent;

        private volatile Duration ttl = LEASE;

        private volatile Runnable beforeReply = () -> {
        };

        @Override
        public LeaseStatus heartbeat(String jobId, Heartbeat heartbeat) {
            if (this.silent) {
                this.unanswered.countDown();
                try {
                    new CountDownLatch(1).await();
                }
                catch (InterruptedException ex) {
                    this.interrupted.add(true);
                    throw new ResourceAccessException("interrupted");
                }
            }
            this.beforeReply.run();
            // The queue's wall clock is years off.
            return new LeaseStatus(false, null, Instant.EPOCH, this.ttl.toMillis());
        }

        @Override
        public ResponseEntity<Lease> acquire(LeaseRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void complete(String jobId, Completion completion) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void fail(String jobId, Failure failure) {
            throw new UnsupportedOperationException();
        }

    }

}
