/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.transcode;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.worker.JobState;

/**
 * A transcode: the job of that type.
 *
 * @param transcodeId opaque id, also that of the job
 * @param contentId the content
 * @param profiles the profiles asked for; {@code null} for all
 * @param state where it stands
 * @param priority 0 to 10
 * @param progress 0 to 1
 * @param error why it failed
 * @param createdAt when it was submitted
 * @param updatedAt when it last changed
 */
public record TranscodeView(String transcodeId, @Nullable String contentId, @Nullable List<String> profiles,
        JobState state, int priority, double progress, @Nullable String error, Instant createdAt, Instant updatedAt) {
}
