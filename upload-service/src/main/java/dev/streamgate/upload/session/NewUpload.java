/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a client says of an upload when it opens one. Whatever is absent is {@code null}.
 *
 * @param kind which way it comes in
 * @param fileName as the client sent it
 * @param title title for the content
 * @param contentId the content it is for
 * @param size bytes
 * @param chunkSize bytes of a chunk
 * @param sha256 what the whole file must have, 64 hex digits
 * @param metadata {@code Upload-Metadata} as sent
 * @param parts ids of the partial uploads that a final one consists of
 * @param idempotencyKey makes a repeated call answer the same upload
 */
public record NewUpload(UploadKind kind, @Nullable String fileName, @Nullable String title, @Nullable String contentId,
        @Nullable Long size, @Nullable Integer chunkSize, @Nullable String sha256, @Nullable String metadata,
        List<String> parts, @Nullable String idempotencyKey) {

    /** The same with its size. */
    public NewUpload ofSize(long bytes) {
        return new NewUpload(this.kind, this.fileName, this.title, this.contentId, bytes, this.chunkSize, this.sha256,
                this.metadata, this.parts, this.idempotencyKey);
    }

}
