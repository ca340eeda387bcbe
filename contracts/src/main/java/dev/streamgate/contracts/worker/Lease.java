/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A task leased to a runner.
 *
 * @param jobId the task's id
 * @param fencingToken identifies this lease in later calls; larger than the token of any
 * earlier lease of the task
 * @param type the task's type
 * @param payload the task's input; for media tasks a
 * {@link dev.streamgate.contracts.media.MediaTask}
 * @param attempt 1 for the first attempt
 * @param urgent whether a viewer waits for the task, or it is one of the first steps of a
 * new video
 * @param traceparent W3C trace context of the upload that it belongs to
 * @param expiresAt when the lease expires without a heartbeat, by the queue's clock
 * @param ttlMillis time until then; the first heartbeat extends the lease. {@code null}
 * from a queue of an earlier version
 */
public record Lease(String jobId, long fencingToken, String type, Map<String, Object> payload, int attempt,
        boolean urgent, @Nullable String traceparent, Instant expiresAt, @Nullable Long ttlMillis) {
}
