/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.Heartbeat;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.LeaseRequest;
import dev.streamgate.contracts.worker.LeaseStatus;
import dev.streamgate.hardening.tracing.TraceContextStore;

/**
 * Leases of jobs to runners. The holder of a lease is the caller that has the latest
 * fencing token of a running job.
 */
@Component
public class Leases {

    private static final Logger log = LoggerFactory.getLogger(Leases.class);

    private static final String RUNNER_LOST = "The runner stopped answering.";

    private final FairQueue queue;

    private final JobStore jobs;

    private final Locks locks;

    private final JobFlows flows;

    private final NotificationHub notifications;

    private final TransactionTemplate transaction;

    private final QueueProperties properties;

    private final QueueWaitTimer waits;

    private final TraceContextStore traces;

    private final Clock clock;

    Leases(FairQueue queue, JobStore jobs, Locks locks, JobFlows flows, NotificationHub notifications,
            TransactionTemplate transaction, QueueProperties properties, QueueWaitTimer waits, TraceContextStore traces,
            Clock clock) {
        this.queue = queue;
        this.jobs = jobs;
        this.locks = locks;
        this.flows = flows;
        this.notifications = notifications;
        this.transaction = transaction;
        this.properties = properties;
        this.waits = waits;
        this.traces = traces;
        this.clock = clock;
    }

    /**
     * Leases the first job of the types; waits for one as long as the request says. The
     * lease is short until its first heartbeat, since the runner may have gone while it
     * waited.
     */
    Optional<Lease> acquire(LeaseRequest request) {
        Optional<Job> leased = this.notifications.await(NotificationHub.TASKS,
                Duration.ofSeconds(request.waitSeconds()),
                () -> this.transaction.execute((status) -> acquireNow(request)));
        leased.ifPresent((job) -> {
            this.waits.leased(job);
            logLeased(job);
        });
        return leased.map(this::toLease);
    }

    private Optional<Job> acquireNow(LeaseRequest request) {
        List<String> types = request.types();
        if (types.contains(MediaTask.PURGE) && !this.locks.tryLockPurges()) {
            types = types.stream().filter((type) -> !type.equals(MediaTask.PURGE)).toList();
        }
        return this.queue.acquire(types, request.urgentOnly(), request.runner(),
                this.clock.instant().plus(this.properties.firstLease()));
    }

    /** Logs within the job's trace rather than that of the runner's request. */
    private void logLeased(Job job) {
        TraceContextStore.ResumedSpan span = this.traces.resume(job.traceparent(), "lease", job.id());
        try (span) {
            log.info("Leased {} {}, attempt {}, content {}, to {}", job.type(), job.id(), job.attempts(),
                    job.contentId(), job.leasedBy());
        }
    }

    @Transactional
    LeaseStatus heartbeat(String jobId, Heartbeat heartbeat) {
        Job job = this.locks.lockJob(jobId).orElseThrow(QueueProblems::leaseLost);
        Instant expiry = leaseExpiry();
        SegmentRange segments = job.segments();
        Integer end = (segments != null) ? segments.end() : null;
        if (job.fencingToken() == heartbeat.fencingToken() && job.state() == JobState.CANCELLED) {
            return new LeaseStatus(true, end, this.clock.instant(), 0L);
        }
        requireHeld(job, heartbeat.fencingToken());
        Integer next = published(segments, heartbeat.nextSegment());
        boolean published = segments != null && next != null && next > segments.next();
        boolean advanced = published || (segments == null && heartbeat.progress() > job.progress());
        this.jobs.extend(jobId, heartbeat.progress(), next, advanced, expiry);
        if (published) {
            this.flows.of(job).advanced(job);
        }
        return new LeaseStatus(false, end, expiry, this.properties.lease().toMillis());
    }

    @Transactional
    void complete(String jobId, long fencingToken, @Nullable Map<String, Object> result) {
        Job job = this.locks.lockJob(jobId).orElseThrow(QueueProblems::leaseLost);
        if (job.fencingToken() == fencingToken && job.state() == JobState.SUCCEEDED) {
            return;
        }
        requireHeld(job, fencingToken);
        this.jobs.succeed(jobId, result);
        this.flows.of(job).succeeded(job, result);
        log.info("Completed {} {}, content {}, {} ms after its submission", job.type(), job.id(), job.contentId(),
                Duration.between(job.createdAt(), this.clock.instant()).toMillis());
    }

    @Transactional
    void fail(String jobId, long fencingToken, String error, boolean retryable) {
        Job job = this.locks.lockJob(jobId).orElseThrow(QueueProblems::leaseLost);
        if (job.fencingToken() == fencingToken && (job.state() == JobState.FAILED || job.state() == JobState.QUEUED)) {
            // A repeated call, after its first reply was lost.
            return;
        }
        requireHeld(job, fencingToken);
        int failures = job.failures() + 1;
        Duration delay = this.properties.retryDelay().after(failures, jobId);
        endAttempt(job, error, failures, retryable, this.clock.instant().plus(delay));
    }

    /**
     * Ends an attempt whose lease has expired; no effect after a heartbeat. The next
     * attempt has no delay, since most likely the runner was lost rather than the job
     * failed. A lease without any heartbeat is no attempt: its runner never received it.
     * @return whether the lease had expired
     */
    @Transactional
    boolean expire(String jobId) {
        Job job = this.locks.lockJob(jobId).orElse(null);
        Instant now = this.clock.instant();
        if (job == null || !job.isLeased() || job.leaseExpiresAt() == null || !job.leaseExpiresAt().isBefore(now)) {
            return false;
        }
        log.info("The lease of {} {} to {} expired in attempt {}", job.type(), jobId, job.leasedBy(), job.attempts());
        if (job.heartbeatAt() == null) {
            this.jobs.returnUnreceived(job);
            this.notifications.publish(NotificationHub.TASKS);
            return true;
        }
        endAttempt(job, RUNNER_LOST, job.failures() + 1, true, now);
        return true;
    }

    private void endAttempt(Job job, String error, int failures, boolean retryable, Instant runAfter) {
        if (retryable && failures < job.maxAttempts()) {
            this.jobs.requeue(job.id(), error, failures, runAfter);
            this.notifications.publish(NotificationHub.TASKS);
        }
        else {
            log.warn("{} {} failed in attempt {} and is not retried: {}", job.type(), job.id(), job.attempts(), error);
            this.jobs.fail(job.id(), error, failures);
            this.flows.of(job).failed(job, error);
        }
    }

    private Instant leaseExpiry() {
        return this.clock.instant().plus(this.properties.lease());
    }

    private static void requireHeld(Job job, long fencingToken) {
        if (job.fencingToken() != fencingToken || !job.isLeased()) {
            throw QueueProblems.leaseLost();
        }
    }

    /**
     * The first segment that is not published. It never decreases, and segments beyond
     * the task's end belong to another task since the task was shortened.
     */
    private static @Nullable Integer published(@Nullable SegmentRange segments, @Nullable Integer reported) {
        if (segments == null) {
            return null;
        }
        return (reported != null) ? Math.clamp(reported, segments.next(), segments.end())
                : Integer.valueOf(segments.next());
    }

    /** A lease covers the segments that are not published yet. */
    private Lease toLease(Job job) {
        Map<String, Object> payload = new HashMap<>(job.payload());
        SegmentRange segments = job.segments();
        if (segments != null) {
            payload.put("renditions", segments.renditions());
            payload.put("fromSegment", segments.next());
            payload.put("toSegment", segments.end());
        }
        return new Lease(job.id(), job.fencingToken(), job.type(), payload, job.attempts(), job.urgency().isUrgent(),
                job.traceparent(), Objects.requireNonNull(job.leaseExpiresAt()),
                this.properties.firstLease().toMillis());
    }

}
