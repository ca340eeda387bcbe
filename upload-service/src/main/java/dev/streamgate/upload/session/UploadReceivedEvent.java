/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

/**
 * Every byte of an upload is durable, and its row says {@code verifying}.
 *
 * @param uploadId the upload
 */
public record UploadReceivedEvent(String uploadId) {
}
