/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.upload;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.validation.HexHash;
import dev.streamgate.hardening.validation.PlainText;

/**
 * Opens an upload that arrives in numbered chunks.
 *
 * @param fileName the file's name, for display only; of a path the last part is kept
 * @param size bytes of the whole file
 * @param chunkSize bytes of each chunk but the last; chosen by the service when absent
 * @param sha256 what the whole file must have, as 64 hex digits
 * @param title title for the content; the file's name when absent
 * @param contentId the content that it becomes the video of; a new one when absent
 */
public record CreateChunkedUpload(@NotBlank @PlainText(max = 1024) String fileName, @NotNull @Positive Long size,
        @Positive @Nullable Integer chunkSize, @HexHash(bytes = 32, anyCase = true) @Nullable String sha256,
        @PlainText(max = 500) @Nullable String title,
        @Pattern(regexp = "[A-Za-z0-9_-]{1,64}") @Nullable String contentId) {
}
