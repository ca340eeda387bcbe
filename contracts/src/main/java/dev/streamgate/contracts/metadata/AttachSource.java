/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A stored upload that becomes the video of a content.
 *
 * @param owner user id of the uploader
 * @param uploadId the upload
 * @param title title of the content if it is created by this call; the file name if the
 * uploader gave no title. Any text is accepted and sanitized, since a rejection would
 * lose the upload
 * @param size bytes
 * @param number its number among all stored uploads, in the order in which they were
 * stored: an earlier source never replaces a later one; {@code null} if unknown
 */
public record AttachSource(@NotBlank String owner, @NotBlank String uploadId, @Size(max = 500) @Nullable String title,
        @PositiveOrZero long size, @Nullable Long number) {
}
