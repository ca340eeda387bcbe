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
 * Request for an upload in numbered chunks.
 *
 * @param fileName name of the file, for display only; directories are removed
 * @param size bytes of the file
 * @param chunkSize bytes of each chunk but the last; chosen by the service if absent
 * @param sha256 expected hash of the file, 64 hex digits
 * @param title title of the content; the name of the file if absent
 * @param contentId content that the upload belongs to; a new one if absent
 */
public record CreateChunkedUpload(@NotBlank @PlainText(max = 1024) String fileName, @NotNull @Positive Long size,
        @Positive @Nullable Integer chunkSize, @HexHash(bytes = 32, anyCase = true) @Nullable String sha256,
        @PlainText(max = 500) @Nullable String title,
        @Pattern(regexp = "[A-Za-z0-9_-]{1,64}") @Nullable String contentId) {
}
