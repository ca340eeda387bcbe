/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.worker.JobState;

/**
 * A job, or a task of a job, as it stood when it was read. Immutable.
 *
 * @param id opaque id
 * @param parentId the job whose task it is; {@code null} for a job
 * @param type what it does
 * @param owner who sees it
 * @param contentId the content it belongs to
 * @param packageKey the package that it makes; of one package all tasks are changed under
 * one lock
 * @param payload what its type needs
 * @param result what it answered
 * @param state where it stands; a job made of tasks is never queued
 * @param priority 0 to 10
 * @param ordinal order among jobs of one priority, low first
 * @param urgency whether somebody is waiting for it
 * @param attempts leases so far
 * @param failures attempts that have failed since it last made progress
 * @param maxAttempts how many failures make it a dead letter
 * @param progress 0 to 1
 * @param runAfter not to be leased before
 * @param leasedBy who works on it
 * @param leaseExpiresAt until when, unless a heartbeat comes
 * @param fencingToken token of its newest lease, 0 before the first
 * @param error why the last attempt failed
 * @param traceparent W3C trace context of the call that it comes from
 * @param stretch the segments that it publishes, if any
 * @param createdAt when it was made
 * @param updatedAt when it last changed
 */
public record Job(String id, @Nullable String parentId, String type, String owner, @Nullable String contentId,
        @Nullable String packageKey, Map<String, Object> payload, @Nullable Map<String, Object> result, JobState state,
        int priority, int ordinal, Urgency urgency, int attempts, int failures, int maxAttempts, double progress,
        Instant runAfter, @Nullable String leasedBy, @Nullable Instant leaseExpiresAt, long fencingToken,
        @Nullable String error, @Nullable String traceparent, @Nullable SegmentRange stretch, Instant createdAt,
        Instant updatedAt) {

    /** Whether it is a task of another job. */
    public boolean isTask() {
        return this.parentId != null;
    }

    /** Whether it has ended, well or not. */
    public boolean hasEnded() {
        return this.state != JobState.QUEUED && this.state != JobState.RUNNING;
    }

    /**
     * Whether it stays as it is: a job that has succeeded or was cancelled does, a failed
     * one may be tried again, and so may tasks.
     */
    public boolean isFinal() {
        return !isTask() && (this.state == JobState.SUCCEEDED || this.state == JobState.CANCELLED);
    }

    /** Whether a runner holds its lease. */
    public boolean isLeased() {
        return this.state == JobState.RUNNING && this.leasedBy != null;
    }

}
