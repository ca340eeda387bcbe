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
 * @param sourceNumber its number among all uploads, in the order in which they were
 * stored; {@code null} if unknown
 * @param profiles names of the requested profiles; {@code null} for all
 */
public record VideoSource(String sourceKey, String sourceSha256, @Nullable Long size, @Nullable String fileName,
        @Nullable Long sourceNumber, @Nullable List<String> profiles) {

    /** Whether the other source was stored later than this one. */
    public boolean isEarlierThan(VideoSource other) {
        return this.sourceNumber != null && other.sourceNumber != null && this.sourceNumber < other.sourceNumber;
    }

}
