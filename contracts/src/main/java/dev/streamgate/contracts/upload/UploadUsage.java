/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.upload;

import dev.streamgate.contracts.Usage;

/**
 * What a user's uploads use.
 *
 * @param bytes size of all stored and unfinished uploads
 * @param announcedBytes size of the unfinished uploads, received or not
 * @param seconds duration of all stored videos
 * @param openUploads number of unfinished uploads
 */
public record UploadUsage(Usage bytes, Usage announcedBytes, Usage seconds, Usage openUploads) {
}
