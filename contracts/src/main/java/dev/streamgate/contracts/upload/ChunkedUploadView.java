/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.upload;

import java.time.Instant;

/**
 * A new upload in numbered chunks.
 *
 * @param uploadId opaque id
 * @param contentId content that the upload belongs to
 * @param chunkSize bytes of each chunk but the last
 * @param chunks number of chunks, numbered from 0
 * @param expiresAt time of expiry unless bytes arrive
 */
public record ChunkedUploadView(String uploadId, String contentId, int chunkSize, int chunks, Instant expiresAt) {
}
