/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.runner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientException;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.Heartbeat;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.LeaseApi;
import dev.streamgate.contracts.worker.LeaseStatus;
import dev.streamgate.transcoder.task.TaskContext;
import dev.streamgate.transcoder.task.TaskStoppedException;

/**
 * Extends one lease while its task runs. A dedicated thread sends a heartbeat at once,
 * immediately after each publication, and otherwise after each interval. The task is
 * stopped if the queue cancels it, if the lease is lost, or if the queue is unreachable
 * until the lease expires.
 */
final class LeaseKeeper implements TaskContext, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(LeaseKeeper.class);

    private final LeaseApi leases;

    private final Lease lease;

    private final boolean segmented;

    private final int begin;

    private final Duration interval;

    private final LeaseDeadline deadline;

    private final TaskStatistics statistics;

    private final List<Runnable> stopActions = new ArrayList<>();

    private final Thread thread;

    private int end;

    private int published;

    private double progress;

    /** Whether segments were published since the last heartbeat. */
    private boolean heartbeatDue = true;

    /** Whether a heartbeat has succeeded. */
    private boolean confirmed;

    private boolean closed;

    private @Nullable StopReason stopReason;

    LeaseKeeper(LeaseApi leases, Lease lease, MediaTask task, Duration interval, LeaseDeadline deadline,
            TaskStatistics statistics) {
        this.leases = leases;
        this.lease = lease;
        this.segmented = task.toSegment() > task.fromSegment();
        this.begin = task.fromSegment();
        this.end = task.toSegment();
        this.published = task.fromSegment();
        this.interval = interval;
        this.deadline = deadline;
        this.statistics = statistics;
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
    synchronized boolean isShutDown() {
        return this.stopReason == StopReason.SHUTDOWN;
    }

    /** Whether the lease may have expired. */
    boolean isExpired() {
        return this.deadline.isExpired();
    }

    @Override
    public boolean urgent() {
        return this.lease.urgent();
    }

    @Override
    public synchronized int end() {
        return this.end;
    }

    @Override
    public synchronized void published(int nextSegment) {
        if (nextSegment > this.published) {
            this.published = nextSegment;
            this.heartbeatDue = true;
            notifyAll();
        }
    }

    @Override
    public synchronized void progress(double fraction) {
        this.progress = Math.clamp(fraction, 0, 1);
    }

    /** Waits for the first heartbeat: until then the lease may be another runner's. */
    @Override
    public void checkActive() throws TaskStoppedException {
        awaitConfirmation();
        if (isExpired()) {
            stop(StopReason.LEASE_LOST);
        }
        synchronized (this) {
            if (this.stopReason != null) {
                throw new TaskStoppedException();
            }
        }
    }

    private synchronized void awaitConfirmation() throws TaskStoppedException {
        try {
            while (!this.confirmed && this.stopReason == null && !isExpired()) {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, this.deadline.remaining()));
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new TaskStoppedException();
        }
    }

    @Override
    public Registration onStop(Runnable action) {
        boolean stopped;
        synchronized (this) {
            this.stopActions.add(action);
            stopped = this.stopReason != null;
        }
        if (stopped) {
            action.run();
        }
        return () -> removeStopAction(action);
    }

    private synchronized void removeStopAction(Runnable action) {
        this.stopActions.remove(action);
    }

    /** Ends the heartbeats after a pending one has been sent. */
    @Override
    public void close() {
        synchronized (this) {
            this.closed = true;
            notifyAll();
        }
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
                long sent = this.deadline.now();
                try {
                    apply(send(heartbeat()), sent);
                }
                catch (RestClientException ex) {
                    if (endsLease(ex)) {
                        logger.info("Lost the lease of task {}: {}", this.lease.jobId(), ex.getMessage());
                        stop(StopReason.LEASE_LOST);
                        continue;
                    }
                    this.statistics.queueFailed();
                    logger.debug("Heartbeat of task {} failed", this.lease.jobId(), ex);
                    if (isExpired()) {
                        stop(StopReason.LEASE_LOST);
                    }
                }
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends a heartbeat; gives up after a third of the lease. */
    private LeaseStatus send(Heartbeat heartbeat) throws InterruptedException {
        FutureTask<LeaseStatus> call = new FutureTask<>(() -> this.leases.heartbeat(this.lease.jobId(), heartbeat));
        Thread.ofVirtual().name("heartbeat-call-" + this.lease.jobId()).start(call);
        try {
            return call.get(this.deadline.timeout(), TimeUnit.NANOSECONDS);
        }
        catch (TimeoutException ex) {
            throw new ResourceAccessException("The queue does not respond to a heartbeat");
        }
        catch (ExecutionException ex) {
            throw (ex.getCause() instanceof RestClientException failure) ? failure
                    : new RestClientException("The heartbeat failed", ex.getCause());
        }
        finally {
            call.cancel(true);
        }
    }

    /**
     * Whether the queue has answered that the lease or its job is gone. Other answers,
     * such as 401, 408 and 429, say nothing about the lease.
     */
    static boolean endsLease(RestClientException failure) {
        return failure instanceof HttpClientErrorException.NotFound
                || failure instanceof HttpClientErrorException.Conflict
                || failure instanceof HttpClientErrorException.Gone;
    }

    /** Waits for the next heartbeat's time; false if no heartbeat follows. */
    private synchronized boolean awaitNextHeartbeat() throws InterruptedException {
        long deadline = System.nanoTime() + this.interval.toNanos();
        long remaining = this.interval.toNanos();
        while (!this.heartbeatDue && !this.closed && this.stopReason == null && remaining > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, remaining);
            remaining = deadline - System.nanoTime();
        }
        boolean due = this.stopReason == null && (this.heartbeatDue || !this.closed);
        this.heartbeatDue = false;
        return due;
    }

    private synchronized Heartbeat heartbeat() {
        double fraction = this.segmented ? (double) (this.published - this.begin) / Math.max(1, this.end - this.begin)
                : this.progress;
        return new Heartbeat(this.lease.fencingToken(), Math.clamp(fraction, 0, 1),
                this.segmented ? (Integer) this.published : null);
    }

    private void apply(LeaseStatus status, long sent) {
        if (status.cancelled()) {
            stop(StopReason.CANCELLED);
        }
        synchronized (this) {
            Integer newEnd = status.toSegment();
            if (newEnd != null && newEnd < this.end) {
                this.end = newEnd;
            }
            if (!status.cancelled()) {
                this.deadline.extend(status, sent);
                this.confirmed = true;
                notifyAll();
            }
        }
    }

    private void stop(StopReason reason) {
        List<Runnable> actions;
        synchronized (this) {
            if (this.stopReason != null) {
                return;
            }
            this.stopReason = reason;
            notifyAll();
            actions = List.copyOf(this.stopActions);
        }
        actions.forEach(Runnable::run);
    }

    /** Why a task was stopped. */
    private enum StopReason {

        CANCELLED, LEASE_LOST, SHUTDOWN

    }

}
