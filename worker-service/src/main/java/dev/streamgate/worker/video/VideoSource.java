/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An uploaded video as a {@code transcode} job names it.
 *
 * @param sourceKey blob key
 * @param sourceSha256 lower-case hex SHA-256
 * @param size bytes, where known
 * @param fileName what the uploader called it, where known
 * @param profiles names of the profiles wished for; {@code null} for the default ladder
 */
public record VideoSource(String sourceKey, String sourceSha256, @Nullable Long size, @Nullable String fileName,
        @Nullable List<String> profiles) {
}
