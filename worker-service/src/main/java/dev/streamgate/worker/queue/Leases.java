/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.streamgate.contracts.worker.Heartbeat;
import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.LeaseRequest;
import dev.streamgate.contracts.worker.LeaseStatus;
import dev.streamgate.hardening.tracing.TraceContextStore;

/**
 * Hands jobs to runners and takes them back. A lease is held by its fencing token: the
 * newest token of a job that is running.
 */
@Component
public class Leases {

    private static final Logger log = LoggerFactory.getLogger(Leases.class);

    private static final String RUNNER_GONE = "The runner stopped answering.";

    private final JobStore jobs;

    private final Locks locks;

    private final JobFlows flows;

    private final NotificationHub wakeups;

    private final BackOff backOff;

    private final QueueProperties properties;

    private final QueueWaits waits;

    private final TraceContextStore traces;

    private final Clock clock;

    Leases(JobStore jobs, Locks locks, JobFlows flows, NotificationHub wakeups, BackOff backOff,
            QueueProperties properties, QueueWaits waits, TraceContextStore traces, Clock clock) {
        this.jobs = jobs;
        this.locks = locks;
        this.flows = flows;
        this.wakeups = wakeups;
        this.backOff = backOff;
        this.properties = properties;
        this.waits = waits;
        this.traces = traces;
        this.clock = clock;
    }

    /** Takes the first job of the types, waiting for one as long as the runner wants. */
    Optional<Lease> acquire(LeaseRequest request) {
        Optional<Job> taken = this.wakeups.await(NotificationHub.TASKS, Duration.ofSeconds(request.waitSeconds()),
                () -> this.jobs.acquire(request.types(), request.urgentOnly(), request.runner(), expiry()));
        taken.ifPresent(this.waits::taken);
        return taken.map(this::begun);
    }

    /** The line has the job's trace, not that of the runner's question. */
    private Lease begun(Job job) {
        TraceContextStore.ResumedSpan work = this.traces.resume(job.traceparent(), "lease", job.id());
        try (work) {
            log.info("Began {} {}, attempt {}, content {}, at {}", job.type(), job.id(), job.attempts(),
                    job.contentId(), job.leasedBy());
        }
        return toLease(job);
    }

    @Transactional
    LeaseStatus heartbeat(String jobId, Heartbeat heartbeat) {
        Job job = this.locks.job(jobId).orElseThrow(QueueProblems::leaseLost);
        Instant expiry = expiry();
        SegmentRange stretch = job.stretch();
        if (job.fencingToken() == heartbeat.fencingToken() && job.state() == JobState.CANCELLED) {
            return new LeaseStatus(true, (stretch != null) ? stretch.end() : null, this.clock.instant());
        }
        requireHeld(job, heartbeat.fencingToken());
        Integer next = published(stretch, heartbeat.nextSegment());
        boolean segments = stretch != null && next != null && next > stretch.next();
        boolean advanced = segments || (stretch == null && heartbeat.progress() > job.progress());
        this.jobs.extend(jobId, heartbeat.progress(), next, advanced, expiry);
        if (segments) {
            this.flows.of(job).advanced(job);
        }
        return new LeaseStatus(false, (stretch != null) ? stretch.end() : null, expiry);
    }

    @Transactional
    void complete(String jobId, long fencingToken, @Nullable Map<String, Object> result) {
        Job job = this.locks.job(jobId).orElseThrow(QueueProblems::leaseLost);
        if (job.fencingToken() == fencingToken && job.state() == JobState.SUCCEEDED) {
            return;
        }
        requireHeld(job, fencingToken);
        this.jobs.succeed(jobId, result);
        this.flows.of(job).succeeded(job, result);
        log.info("Ended {} {}, content {}, {} ms after it was queued", job.type(), job.id(), job.contentId(),
                Duration.between(job.createdAt(), this.clock.instant()).toMillis());
    }

    @Transactional
    void fail(String jobId, long fencingToken, String error, boolean retryable) {
        Job job = this.locks.job(jobId).orElseThrow(QueueProblems::leaseLost);
        if (job.fencingToken() == fencingToken && (job.state() == JobState.FAILED || job.state() == JobState.QUEUED)) {
            // The same call again, its first answer was lost.
            return;
        }
        requireHeld(job, fencingToken);
        int failures = job.failures() + 1;
        attemptFailed(job, error, failures, retryable, this.clock.instant().plus(this.backOff.after(jobId, failures)));
    }

    /**
     * Takes a job back whose runner has fallen silent; does nothing when it answered
     * meanwhile. The next attempt may start at once: most likely the runner has died, not
     * the job failed.
     */
    @Transactional
    boolean expire(String jobId) {
        Job job = this.locks.job(jobId).orElse(null);
        Instant now = this.clock.instant();
        if (job == null || !job.isLeased() || job.leaseExpiresAt() == null || !job.leaseExpiresAt().isBefore(now)) {
            return false;
        }
        log.info("Runner {} has lost {} {} after attempt {}", job.leasedBy(), job.type(), jobId, job.attempts());
        attemptFailed(job, RUNNER_GONE, job.failures() + 1, true, now);
        return true;
    }

    private void attemptFailed(Job job, String error, int failures, boolean retryable, Instant runAfter) {
        if (retryable && failures < job.maxAttempts()) {
            this.jobs.requeue(job.id(), error, failures, runAfter);
            this.wakeups.publish(NotificationHub.TASKS);
        }
        else {
            log.warn("Gave up {} {} after attempt {}: {}", job.type(), job.id(), job.attempts(), error);
            this.jobs.fail(job.id(), error, failures);
            this.flows.of(job).failed(job, error);
        }
    }

    private Instant expiry() {
        return this.clock.instant().plus(this.properties.lease());
    }

    private static void requireHeld(Job job, long fencingToken) {
        if (job.fencingToken() != fencingToken || !job.isLeased()) {
            throw QueueProblems.leaseLost();
        }
    }

    /**
     * Published segments never become fewer, and what lies beyond the task's end belongs
     * to another task since it was shortened.
     */
    private static @Nullable Integer published(@Nullable SegmentRange stretch, @Nullable Integer reported) {
        if (stretch == null) {
            return null;
        }
        return (reported != null) ? Math.clamp(reported, stretch.next(), stretch.end())
                : Integer.valueOf(stretch.next());
    }

    /** What a media task is asked to do is what is left of its stretch. */
    private static Lease toLease(Job job) {
        Map<String, Object> payload = new HashMap<>(job.payload());
        SegmentRange stretch = job.stretch();
        if (stretch != null) {
            payload.put("renditions", stretch.renditions());
            payload.put("fromSegment", stretch.next());
            payload.put("toSegment", stretch.end());
        }
        return new Lease(job.id(), job.fencingToken(), job.type(), payload, job.attempts(), job.urgency().isUrgent(),
                job.traceparent(), Objects.requireNonNull(job.leaseExpiresAt()));
    }

}
