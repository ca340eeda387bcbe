/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A job.
 *
 * @param jobId opaque id
 * @param type type of work
 * @param contentId the content it belongs to, if any
 * @param owner the user or service that it belongs to
 * @param state its state
 * @param priority 0 to 10
 * @param attempts number of leases so far, without those that no runner received
 * @param progress 0 to 1
 * @param leasedBy the runner that holds its lease
 * @param payload its input
 * @param result its result, once succeeded
 * @param error why the last attempt failed
 * @param createdAt time of submission
 * @param updatedAt time of the last change
 */
public record JobView(String jobId, String type, @Nullable String contentId, @Nullable String owner, JobState state,
        int priority, int attempts, double progress, @Nullable String leasedBy, @Nullable Map<String, Object> payload,
        @Nullable Map<String, Object> result, @Nullable String error, Instant createdAt, Instant updatedAt) {
}
