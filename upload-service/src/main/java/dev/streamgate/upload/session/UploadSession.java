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
 * The stored state of an upload.
 *
 * @param id unguessable; also the name of the staged file
 * @param owner user id
 * @param kind protocol of the upload
 * @param state current state
 * @param fileName for display; never part of a path or key
 * @param title title of the content
 * @param contentId content that the upload belongs to; {@code null} for a partial upload
 * @param size bytes of the file; {@code null} until the client declares it
 * @param received acknowledged bytes
 * @param unverifiedFrom offset of a request with a checksum that was not verified before
 * its process ended, or whose bytes could not be synced; bytes from there on are
 * discarded
 * @param chunkSize bytes of a chunk; {@code null} unless the upload is chunked
 * @param declaredSha256 hash of the file as the client declared it
 * @param sha256 hash of the file, once verified
 * @param error why the upload was rejected or cannot be delivered
 * @param metadata {@code Upload-Metadata} as the client sent it
 * @param parts ids of the partial uploads of a final upload, in order
 * @param createdAt time of creation
 * @param updatedAt time of the last change
 * @param expiresAt time of expiry unless more bytes arrive
 */
public record UploadSession(String id, String owner, UploadKind kind, UploadState state, @Nullable String fileName,
        @Nullable String title, @Nullable String contentId, @Nullable Long size, long received,
        @Nullable Long unverifiedFrom, @Nullable Integer chunkSize, @Nullable String declaredSha256,
        @Nullable String sha256, @Nullable String error, @Nullable String metadata, List<String> parts,
        Instant createdAt, Instant updatedAt, Instant expiresAt) {

    /** Whether all bytes are acknowledged. */
    public boolean isComplete() {
        return this.size != null && this.received == this.size;
    }

    /** The wire representation. */
    public UploadView toView() {
        double progress = (this.size != null) ? (double) this.received / this.size : 0;
        return new UploadView(this.id, this.state, this.fileName, this.title, this.size, this.received, progress,
                this.sha256, this.contentId, this.error, this.createdAt, this.updatedAt,
                (this.state == UploadState.OPEN) ? this.expiresAt : null);
    }

}
