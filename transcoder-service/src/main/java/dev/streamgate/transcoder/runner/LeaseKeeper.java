/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.runner;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.Heartbeat;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.LeaseApi;
import dev.streamgate.contracts.worker.LeaseStatus;
import dev.streamgate.transcoder.task.TaskContext;
import dev.streamgate.transcoder.task.TaskStoppedException;

/**
 * Extends one lease while its task runs. A dedicated thread sends a heartbeat immediately
 * after each publication, and otherwise after each interval. The task is stopped if the
 * queue cancels it, if the lease is lost, or if the queue is unreachable until the lease
 * expires.
 */
final class LeaseKeeper implements TaskContext, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(LeaseKeeper.class);

    private final LeaseApi leases;

    private final Lease lease;

    private final boolean segmented;

    private final int begin;

    private final Duration interval;

    private final Clock clock;

    private final TaskStatistics statistics;

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = this.lock.newCondition();

    private final List<Runnable> stopActions = new ArrayList<>();

    private final Thread thread;

    private int end;

    private int published;

    private double progress;

    /** Whether segments were published since the last heartbeat. */
    private boolean heartbeatDue;

    private boolean closed;

    private @Nullable StopReason stopReason;

    private Instant expiresAt;

    LeaseKeeper(LeaseApi leases, Lease lease, MediaTask task, Duration interval, Clock clock,
            TaskStatistics statistics) {
        this.leases = leases;
        this.lease = lease;
        this.segmented = task.toSegment() > task.fromSegment();
        this.begin = task.fromSegment();
        this.end = task.toSegment();
        this.published = task.fromSegment();
        this.interval = interval;
        this.clock = clock;
        this.statistics = statistics;
        this.expiresAt = lease.expiresAt();
        this.thread = Thread.ofVirtual().name("heartbeat-" + lease.jobId()).unstarted(this::sendHeartbeats);
    }

    void start() {
        this.thread.start();
    }

    /** Stops the task because this process shuts down. */
    void shutDown() {
        stop(StopReason.SHUTDOWN);
    }

    /** Whether the task was stopped by {@link #shutDown}, unknown to the queue. */
    boolean isShutDown() {
        return locked(() -> this.stopReason == StopReason.SHUTDOWN);
    }

    /** When the lease expires, according to the last heartbeat. */
    Instant expiresAt() {
        return locked(() -> this.expiresAt);
    }

    @Override
    public boolean urgent() {
        return this.lease.urgent();
    }

    @Override
    public int end() {
        return locked(() -> this.end);
    }

    @Override
    public void published(int nextSegment) {
        locked(() -> {
            if (nextSegment > this.published) {
                this.published = nextSegment;
                this.heartbeatDue = true;
                this.changed.signalAll();
            }
            return null;
        });
    }

    @Override
    public void progress(double fraction) {
        locked(() -> this.progress = Math.clamp(fraction, 0, 1));
    }

    @Override
    public void checkActive() throws TaskStoppedException {
        if (locked(() -> this.stopReason != null)) {
            throw new TaskStoppedException();
        }
    }

    @Override
    public Registration onStop(Runnable action) {
        boolean stopped = locked(() -> {
            this.stopActions.add(action);
            return this.stopReason != null;
        });
        if (stopped) {
            action.run();
        }
        return () -> locked(() -> this.stopActions.remove(action));
    }

    /** Ends the heartbeats after a pending one has been sent. */
    @Override
    public void close() {
        locked(() -> {
            this.closed = true;
            this.changed.signalAll();
            return null;
        });
        try {
            this.thread.join();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendHeartbeats() {
        try {
            while (awaitNextHeartbeat()) {
                try {
                    LeaseStatus status = this.leases.heartbeat(this.lease.jobId(), heartbeat());
                    apply(status);
                }
                catch (HttpClientErrorException ex) {
                    logger.info("Lost the lease of task {}: status {}", this.lease.jobId(), ex.getStatusCode());
                    stop(StopReason.LEASE_LOST);
                }
                catch (RestClientException ex) {
                    this.statistics.queueFailed();
                    logger.debug("Heartbeat of task {} failed", this.lease.jobId(), ex);
                    if (this.clock.instant().isAfter(expiresAt())) {
                        stop(StopReason.LEASE_LOST);
                    }
                }
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the next heartbeat's time; false if no heartbeat follows. */
    private boolean awaitNextHeartbeat() throws InterruptedException {
        this.lock.lock();
        try {
            long remaining = this.interval.toNanos();
            while (!this.heartbeatDue && !this.closed && this.stopReason == null && remaining > 0) {
                remaining = this.changed.awaitNanos(remaining);
            }
            boolean due = this.stopReason == null && (this.heartbeatDue || !this.closed);
            this.heartbeatDue = false;
            return due;
        }
        finally {
            this.lock.unlock();
        }
    }

    private Heartbeat heartbeat() {
        return locked(() -> {
            double fraction = this.segmented
                    ? (double) (this.published - this.begin) / Math.max(1, this.end - this.begin) : this.progress;
            return new Heartbeat(this.lease.fencingToken(), Math.clamp(fraction, 0, 1),
                    this.segmented ? (Integer) this.published : null);
        });
    }

    private void apply(LeaseStatus status) {
        if (status.cancelled()) {
            stop(StopReason.CANCELLED);
        }
        locked(() -> {
            Integer newEnd = status.toSegment();
            if (newEnd != null && newEnd < this.end) {
                this.end = newEnd;
            }
            this.expiresAt = status.expiresAt();
            return null;
        });
    }

    private void stop(StopReason reason) {
        List<Runnable> actions = locked(() -> {
            if (this.stopReason != null) {
                return List.of();
            }
            this.stopReason = reason;
            this.changed.signalAll();
            return List.copyOf(this.stopActions);
        });
        actions.forEach(Runnable::run);
    }

    private <T extends @Nullable Object> T locked(Supplier<T> action) {
        this.lock.lock();
        try {
            return action.get();
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Why a task was stopped. */
    private enum StopReason {

        CANCELLED, LEASE_LOST, SHUTDOWN

    }

}
