/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.contracts.worker.JobView;

/**
 * A job, or a task of a job, as read from the database. Immutable.
 *
 * @param id opaque id
 * @param parentId the job that the task belongs to; {@code null} for a job
 * @param type type of work
 * @param owner the user or service that it belongs to
 * @param contentId the content that it belongs to
 * @param packageKey the media package that it produces; all tasks of a package are
 * changed under one lock
 * @param payload its input
 * @param result its result
 * @param state its state; a job that consists of tasks is never queued
 * @param priority 0 to 10
 * @param ordinal order among jobs of one priority, ascending
 * @param urgency its urgency
 * @param attempts number of leases so far
 * @param failures failed attempts since its last progress
 * @param maxAttempts number of failures that make it a dead letter
 * @param progress 0 to 1
 * @param runAfter earliest time of the next lease
 * @param leasedBy the runner that holds its lease
 * @param leaseExpiresAt when the lease expires without a heartbeat
 * @param heartbeatAt time of the lease's latest heartbeat; {@code null} before the first
 * @param fencingToken token of its latest lease; 0 before the first
 * @param error why the last attempt failed
 * @param traceparent W3C trace context of its submission
 * @param segments the segments that it publishes; {@code null} for other work
 * @param createdAt time of submission
 * @param updatedAt time of the last change
 */
public record Job(String id, @Nullable String parentId, String type, String owner, @Nullable String contentId,
        @Nullable String packageKey, Map<String, Object> payload, @Nullable Map<String, Object> result, JobState state,
        int priority, int ordinal, Urgency urgency, int attempts, int failures, int maxAttempts, double progress,
        Instant runAfter, @Nullable String leasedBy, @Nullable Instant leaseExpiresAt, @Nullable Instant heartbeatAt,
        long fencingToken, @Nullable String error, @Nullable String traceparent, @Nullable SegmentRange segments,
        Instant createdAt, Instant updatedAt) {

    /** Whether it is a task of a job. */
    public boolean isTask() {
        return this.parentId != null;
    }

    /** Whether it has succeeded, failed or been cancelled. */
    public boolean hasEnded() {
        return this.state != JobState.QUEUED && this.state != JobState.RUNNING;
    }

    /**
     * Whether it cannot change any more. Failed jobs can, since an operator may retry
     * them, and tasks can, since their job may.
     */
    public boolean isFinal() {
        return !isTask() && (this.state == JobState.SUCCEEDED || this.state == JobState.CANCELLED);
    }

    /** Whether a runner holds its lease. */
    public boolean isLeased() {
        return this.state == JobState.RUNNING && this.leasedBy != null;
    }

    /** The public view. */
    public JobView toView() {
        return new JobView(this.id, this.type, this.contentId, this.owner, this.state, this.priority, this.attempts,
                this.progress, this.leasedBy, this.payload, this.result, this.error, this.createdAt, this.updatedAt);
    }

}
