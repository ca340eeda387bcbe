/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The request to create an upload. Absent values are {@code null}.
 *
 * @param kind protocol of the upload
 * @param fileName as the client sent it
 * @param title title of the content
 * @param contentId content that the upload belongs to; a new one if absent
 * @param size bytes of the file
 * @param chunkSize bytes of a chunk
 * @param sha256 expected hash of the whole file, 64 hex digits
 * @param metadata {@code Upload-Metadata} as the client sent it
 * @param parts ids of the partial uploads of a final upload, in order
 * @param idempotencyKey identifies repetitions of the request
 */
public record NewUpload(UploadKind kind, @Nullable String fileName, @Nullable String title, @Nullable String contentId,
        @Nullable Long size, @Nullable Integer chunkSize, @Nullable String sha256, @Nullable String metadata,
        List<String> parts, @Nullable String idempotencyKey) {

    /** A copy with the given size. */
    public NewUpload withSize(long bytes) {
        return new NewUpload(this.kind, this.fileName, this.title, this.contentId, bytes, this.chunkSize, this.sha256,
                this.metadata, this.parts, this.idempotencyKey);
    }

}
