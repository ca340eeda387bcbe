/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A job or task to insert.
 *
 * @param parentId the job that the task belongs to; {@code null} for a job
 * @param type type of work
 * @param owner the user or service that it belongs to
 * @param submittedBy the caller: the owner, or a service on behalf of the owner
 * @param contentId the content that it belongs to
 * @param packageKey the media package that it produces
 * @param payload its input
 * @param hasTasks whether it consists of tasks: it starts in state {@code RUNNING} and is
 * never leased
 * @param priority 0 to 10
 * @param ordinal order among jobs of one priority
 * @param urgency its urgency
 * @param runAfter earliest time of the first lease; {@code null} for now
 * @param idempotencyKey identifies the job among those of one submitter and owner
 * @param traceparent W3C trace context
 * @param segments the segments that it publishes
 */
public record NewJob(@Nullable String parentId, String type, String owner, String submittedBy,
        @Nullable String contentId, @Nullable String packageKey, Map<String, Object> payload, boolean hasTasks,
        int priority, int ordinal, Urgency urgency, @Nullable Instant runAfter, @Nullable String idempotencyKey,
        @Nullable String traceparent, @Nullable SegmentRange segments) {

    /** A task of a job, with the job's owner, content, priority and trace. */
    public static NewJob task(Job parent, String type, @Nullable String packageKey, Map<String, Object> payload,
            int ordinal, Urgency urgency, @Nullable Instant runAfter, @Nullable SegmentRange segments) {
        return new NewJob(parent.id(), type, parent.owner(), parent.owner(), parent.contentId(), packageKey, payload,
                false, parent.priority(), ordinal, urgency, runAfter, null, parent.traceparent(), segments);
    }

    /**
     * A task that takes over some segments of another task; a parked one unless it is
     * urgent.
     */
    public static NewJob splitFrom(Job task, int ordinal, Urgency urgency, SegmentRange segments) {
        boolean unparked = urgency != Urgency.BACKGROUND && task.runAfter().equals(JobStore.PARKED);
        return splitFrom(task, ordinal, urgency, unparked ? null : task.runAfter(), segments);
    }

    /** A parked task that takes over some segments of another task. */
    public static NewJob parkedFrom(Job task, SegmentRange segments) {
        return splitFrom(task, task.ordinal(), Urgency.BACKGROUND, JobStore.PARKED, segments);
    }

    private static NewJob splitFrom(Job task, int ordinal, Urgency urgency, @Nullable Instant runAfter,
            SegmentRange segments) {
        return new NewJob(task.parentId(), task.type(), task.owner(), task.owner(), task.contentId(), task.packageKey(),
                task.payload(), false, task.priority(), ordinal, urgency, runAfter, null, task.traceparent(), segments);
    }

}
