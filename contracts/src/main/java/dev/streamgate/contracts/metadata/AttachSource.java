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
 * A stored upload that becomes a content's video.
 *
 * @param owner user id of the uploader
 * @param uploadId the upload
 * @param title title for a content that is made now; the file's name when the uploader
 * gave none. It may hold anything and is made plain, since refusing it would lose the
 * upload
 * @param size bytes
 */
public record AttachSource(@NotBlank String owner, @NotBlank String uploadId, @Size(max = 500) @Nullable String title,
        @PositiveOrZero long size) {
}
