/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.upload;

import java.time.Instant;

/**
 * An upload that waits for its chunks.
 *
 * @param uploadId opaque id
 * @param contentId the content that it becomes the video of
 * @param chunkSize bytes of each chunk but the last
 * @param chunks how many chunks there are, numbered from 0
 * @param expiresAt when it expires unless bytes arrive
 */
public record ChunkedUploadView(String uploadId, String contentId, int chunkSize, int chunks, Instant expiresAt) {
}
