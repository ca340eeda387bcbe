/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.time.Instant;

/**
 * Metadata of a stored object.
 *
 * @param key its key
 * @param size bytes
 * @param lastModified when it was published
 * @param etag opaque version without quotes; differs whenever the bytes may differ
 */
public record Blob(String key, long size, Instant lastModified, String etag) {
}
