/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A job as its submitter sees it.
 *
 * @param jobId opaque id
 * @param type what it does
 * @param contentId the content it belongs to, if any
 * @param owner the user or service that submitted it
 * @param state where it stands
 * @param priority 0 to 10
 * @param attempts how many times a runner has started it
 * @param progress 0 to 1
 * @param leasedBy the runner that works on it now
 * @param payload what it was given
 * @param result what it answered, once succeeded
 * @param error why the last attempt failed, in words for the submitter
 * @param createdAt when it was submitted
 * @param updatedAt when it last changed
 */
public record JobView(String jobId, String type, @Nullable String contentId, @Nullable String owner, JobState state,
        int priority, int attempts, double progress, @Nullable String leasedBy, @Nullable Map<String, Object> payload,
        @Nullable Map<String, Object> result, @Nullable String error, Instant createdAt, Instant updatedAt) {
}
