/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A task handed to one runner.
 *
 * @param jobId the task's id
 * @param fencingToken proves this lease in every later call; larger than that of any
 * earlier lease of the task
 * @param type the task's type
 * @param payload what the type needs; for media tasks one of the records of
 * {@code dev.streamgate.contracts.media}
 * @param attempt 1 for the first attempt
 * @param urgent whether somebody waits for it: a viewer, or who has just uploaded the
 * video
 * @param traceparent W3C trace context of the upload that it belongs to
 * @param expiresAt when the lease ends unless a heartbeat comes before
 */
public record Lease(String jobId, long fencingToken, String type, Map<String, Object> payload, int attempt,
        boolean urgent, @Nullable String traceparent, Instant expiresAt) {
}
