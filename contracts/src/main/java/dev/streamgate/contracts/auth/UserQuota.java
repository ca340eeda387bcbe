/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import jakarta.validation.constraints.PositiveOrZero;
import org.jspecify.annotations.Nullable;

/**
 * What a user may use, where an administrator has decided otherwise than the settings of
 * the services; {@code null} for their default.
 *
 * @param bytes size of all stored and unfinished uploads
 * @param announcedBytes size of the unfinished uploads
 * @param seconds duration of all stored videos
 * @param openUploads number of unfinished uploads
 * @param jobs number of unfinished jobs
 * @param contents number of contents
 */
public record UserQuota(@PositiveOrZero @Nullable Long bytes, @PositiveOrZero @Nullable Long announcedBytes,
        @PositiveOrZero @Nullable Long seconds, @PositiveOrZero @Nullable Long openUploads,
        @PositiveOrZero @Nullable Long jobs, @PositiveOrZero @Nullable Long contents) {
}
