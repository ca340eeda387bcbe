/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A job to be made.
 *
 * @param parentId the job whose task it is
 * @param type what it does
 * @param owner who sees it
 * @param submittedBy who asked for it: the owner, or a service in the owner's name
 * @param contentId the content it belongs to
 * @param packageKey the package that it makes
 * @param payload what its type needs
 * @param orchestrated whether it is made of tasks: it starts as running and no runner
 * leases it
 * @param priority 0 to 10
 * @param ordinal order among jobs of one priority
 * @param urgency whether somebody waits for it
 * @param runAfter not to be leased before
 * @param idempotencyKey the same key of the same submitter and owner makes one job
 * @param traceparent W3C trace context
 * @param stretch the segments that it publishes
 */
public record NewJob(@Nullable String parentId, String type, String owner, String submittedBy,
        @Nullable String contentId, @Nullable String packageKey, Map<String, Object> payload, boolean orchestrated,
        int priority, int ordinal, Urgency urgency, Instant runAfter, @Nullable String idempotencyKey,
        @Nullable String traceparent, @Nullable SegmentRange stretch) {

    /** A task of a job: it has the job's owner, content, priority and trace. */
    public static NewJob task(Job parent, String type, @Nullable String packageKey, Map<String, Object> payload,
            int ordinal, Urgency urgency, Instant runAfter, @Nullable SegmentRange stretch) {
        return new NewJob(parent.id(), type, parent.owner(), parent.owner(), parent.contentId(), packageKey, payload,
                false, parent.priority(), ordinal, urgency, runAfter, null, parent.traceparent(), stretch);
    }

    /** A further task beside another, which takes a part of its segments. */
    public static NewJob beside(Job task, int ordinal, Urgency urgency, SegmentRange stretch) {
        return new NewJob(task.parentId(), task.type(), task.owner(), task.owner(), task.contentId(), task.packageKey(),
                task.payload(), false, task.priority(), ordinal, urgency, task.runAfter(), null, task.traceparent(),
                stretch);
    }

}
