/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

/**
 * All bytes of an upload are durable, and its state is {@code verifying}.
 *
 * @param uploadId the upload
 */
public record UploadReceivedEvent(String uploadId) {
}
