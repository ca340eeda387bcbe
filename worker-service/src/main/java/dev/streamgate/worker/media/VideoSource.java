/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.media;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The source of a {@code transcode} job.
 *
 * @param sourceKey blob key
 * @param sourceSha256 lower-case hex SHA-256
 * @param size bytes, if known
 * @param fileName name of the uploaded file, if known
 * @param profiles names of the requested profiles; {@code null} for all
 */
public record VideoSource(String sourceKey, String sourceSha256, @Nullable Long size, @Nullable String fileName,
        @Nullable List<String> profiles) {
}
