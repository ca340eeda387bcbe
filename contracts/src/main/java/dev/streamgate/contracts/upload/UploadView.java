/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.upload;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An upload of any protocol.
 *
 * @param uploadId opaque id
 * @param state current state
 * @param fileName name of the file for display; never part of a path or key
 * @param title title of the content
 * @param size bytes of the file; {@code null} until the client declares it
 * @param received durable bytes
 * @param progress 0 to 1; 0 while the size is unknown
 * @param sha256 hash of the file as 64 hex digits, once verified
 * @param contentId content that the upload belongs to
 * @param error why the upload was rejected or cannot be attached, for its owner
 * @param createdAt time of creation
 * @param updatedAt time of the last change
 * @param expiresAt time of expiry unless more bytes arrive; {@code null} unless open
 */
public record UploadView(String uploadId, UploadState state, @Nullable String fileName, @Nullable String title,
        @Nullable Long size, long received, double progress, @Nullable String sha256, @Nullable String contentId,
        @Nullable String error, Instant createdAt, Instant updatedAt, @Nullable Instant expiresAt) {
}
