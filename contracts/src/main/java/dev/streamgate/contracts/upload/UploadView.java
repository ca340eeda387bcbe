/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.upload;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An upload as its owner sees it, whichever way it came in.
 *
 * @param uploadId opaque id
 * @param state where it stands
 * @param fileName the file's name as it may be shown; never part of a path or key
 * @param title title for the content
 * @param size bytes; {@code null} until the client has said how many
 * @param received bytes that are durable here
 * @param progress 0 to 1; 0 while the size is unknown
 * @param sha256 64 hex digits of the whole file, once every byte is there
 * @param contentId the content that it becomes the video of
 * @param error why it was rejected, in words for its owner
 * @param createdAt when it was opened
 * @param updatedAt when it last changed
 * @param expiresAt when it expires unless bytes arrive; {@code null} unless open
 */
public record UploadView(String uploadId, UploadState state, @Nullable String fileName, @Nullable String title,
        @Nullable Long size, long received, double progress, @Nullable String sha256, @Nullable String contentId,
        @Nullable String error, Instant createdAt, Instant updatedAt, @Nullable Instant expiresAt) {
}
