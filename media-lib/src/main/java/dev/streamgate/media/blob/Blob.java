/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.blob;

import java.time.Instant;

/**
 * What is known of a stored object without reading it.
 *
 * @param key its key
 * @param size bytes
 * @param lastModified when it was published
 * @param etag opaque, without quotes; another one whenever the bytes may be others
 */
public record Blob(String key, long size, Instant lastModified, String etag) {
}
