/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A transcode job.
 *
 * @param transcodeId the job's id
 * @param contentId the content
 * @param profiles the requested profiles; {@code null} for all
 * @param state the job's state
 * @param priority 0 to 10
 * @param progress 0 to 1
 * @param error why it failed
 * @param createdAt time of submission
 * @param updatedAt time of the last change
 */
public record TranscodeView(String transcodeId, @Nullable String contentId, @Nullable List<String> profiles,
        JobState state, int priority, double progress, @Nullable String error, Instant createdAt, Instant updatedAt) {
}
