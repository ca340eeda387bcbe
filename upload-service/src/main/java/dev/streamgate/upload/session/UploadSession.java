/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.session;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.contracts.upload.UploadView;

/**
 * An upload as its row tells it.
 *
 * @param id unguessable; also the name of its bytes
 * @param owner user id
 * @param kind which way it comes in
 * @param state where it stands
 * @param fileName as it may be shown; never part of a path or key
 * @param title title for the content
 * @param contentId the content it is for; {@code null} for a partial one
 * @param size bytes, once the client has said how many
 * @param received bytes that were acknowledged
 * @param unverifiedFrom where a request began whose checksum was not verified before this
 * process or an earlier one died; bytes from there on are worth nothing
 * @param chunkSize bytes of a chunk; {@code null} unless it comes in chunks
 * @param declaredSha256 what the client says the whole file has
 * @param sha256 what the whole file has
 * @param error why it was rejected or is not taken over
 * @param metadata {@code Upload-Metadata} as sent
 * @param parts ids of the partial uploads that a final one consists of
 * @param createdAt when it was opened
 * @param updatedAt when it last changed
 * @param expiresAt when it expires unless bytes arrive
 */
public record UploadSession(String id, String owner, UploadKind kind, UploadState state, @Nullable String fileName,
        @Nullable String title, @Nullable String contentId, @Nullable Long size, long received,
        @Nullable Long unverifiedFrom, @Nullable Integer chunkSize, @Nullable String declaredSha256,
        @Nullable String sha256, @Nullable String error, @Nullable String metadata, List<String> parts,
        Instant createdAt, Instant updatedAt, Instant expiresAt) {

    /** Whether every byte is there. */
    public boolean isComplete() {
        return this.size != null && this.received == this.size;
    }

    /** The wire form. */
    public UploadView toView() {
        double progress = (this.size != null) ? (double) this.received / this.size : 0;
        return new UploadView(this.id, this.state, this.fileName, this.title, this.size, this.received, progress,
                this.sha256, this.contentId, this.error, this.createdAt, this.updatedAt,
                (this.state == UploadState.OPEN) ? this.expiresAt : null);
    }

}
