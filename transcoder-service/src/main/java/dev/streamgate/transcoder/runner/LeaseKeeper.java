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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

import dev.streamgate.contracts.worker.Heartbeat;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.LeaseApi;
import dev.streamgate.contracts.worker.LeaseStatus;
import dev.streamgate.transcoder.task.TaskContext;
import dev.streamgate.transcoder.task.TaskStoppedException;

/**
 * Keeps one lease while its task runs: a thread of its own sends a heartbeat at once when
 * something was published, and otherwise after each interval. The task ends when the
 * queue says so, when the lease belongs to another, or when nobody could be reached for
 * as long as it holds.
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

    private final List<Runnable> interested = new ArrayList<>();

    private final Thread thread;

    private int end;

    private int published;

    private double progress;

    private boolean news;

    private boolean closed;

    private @Nullable Stop stop;

    private Instant expiresAt;

    LeaseKeeper(LeaseApi leases, Lease lease, Stretch stretch, Duration interval, Clock clock,
            TaskStatistics statistics) {
        this.leases = leases;
        this.lease = lease;
        this.segmented = stretch.to() > stretch.from();
        this.begin = stretch.from();
        this.end = stretch.to();
        this.published = stretch.from();
        this.interval = interval;
        this.clock = clock;
        this.statistics = statistics;
        this.expiresAt = lease.expiresAt();
        this.thread = Thread.ofVirtual().name("heartbeat-" + lease.jobId()).unstarted(this::beat);
    }

    void start() {
        this.thread.start();
    }

    /** Ends the task because of something on this side. */
    void abandon() {
        stop(Stop.ABANDONED);
    }

    /** Whether the task was ended from this side, and the queue does not know yet. */
    boolean abandoned() {
        return locked(() -> this.stop == Stop.ABANDONED);
    }

    /** When the lease ends, as far as is known. */
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
                this.news = true;
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
    public void check() throws TaskStoppedException {
        if (locked(() -> this.stop != null)) {
            throw new TaskStoppedException();
        }
    }

    @Override
    public Interest whenStopped(Runnable action) {
        boolean now = locked(() -> {
            this.interested.add(action);
            return this.stop != null;
        });
        if (now) {
            action.run();
        }
        return () -> locked(() -> this.interested.remove(action));
    }

    /** Ends the heartbeats; the last news has been told, or was refused. */
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

    private void beat() {
        try {
            while (awaitNews()) {
                try {
                    LeaseStatus status = this.leases.heartbeat(this.lease.jobId(), heartbeat());
                    take(status);
                }
                catch (HttpClientErrorException ex) {
                    logger.info("Lost the lease of task {}: {}", this.lease.jobId(), ex.getStatusCode());
                    stop(Stop.LOST);
                }
                catch (RestClientException ex) {
                    this.statistics.queueFailed();
                    logger.debug("No heartbeat for task {}", this.lease.jobId(), ex);
                    if (this.clock.instant().isAfter(expiresAt())) {
                        stop(Stop.LOST);
                    }
                }
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the time of the next heartbeat; false when none is due any more. */
    private boolean awaitNews() throws InterruptedException {
        this.lock.lock();
        try {
            long left = this.interval.toNanos();
            while (!this.news && !this.closed && this.stop == null && left > 0) {
                left = this.changed.awaitNanos(left);
            }
            boolean due = this.stop == null && (this.news || !this.closed);
            this.news = false;
            return due;
        }
        finally {
            this.lock.unlock();
        }
    }

    private Heartbeat heartbeat() {
        return locked(() -> {
            double share = this.segmented ? (double) (this.published - this.begin) / Math.max(1, this.end - this.begin)
                    : this.progress;
            return new Heartbeat(this.lease.fencingToken(), Math.clamp(share, 0, 1),
                    this.segmented ? (Integer) this.published : null);
        });
    }

    private void take(LeaseStatus status) {
        if (status.cancelled()) {
            stop(Stop.CANCELLED);
        }
        locked(() -> {
            Integer nearer = status.toSegment();
            if (nearer != null && nearer < this.end) {
                this.end = nearer;
            }
            this.expiresAt = status.expiresAt();
            return null;
        });
    }

    private void stop(Stop why) {
        List<Runnable> actions = locked(() -> {
            if (this.stop != null) {
                return List.of();
            }
            this.stop = why;
            this.changed.signalAll();
            return List.copyOf(this.interested);
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

    /** The segments of a task. */
    record Stretch(int from, int to) {
    }

    /** Why a task is to stop. */
    private enum Stop {

        CANCELLED, LOST, ABANDONED

    }

}
