/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.chunk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.upload.ChunkApi;
import dev.streamgate.contracts.upload.ChunkedUploadView;
import dev.streamgate.contracts.upload.CreateChunkedUpload;
import dev.streamgate.contracts.upload.UploadView;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.metrics.LongRunning;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.suite.security.Caller;
import dev.streamgate.upload.session.NewUpload;
import dev.streamgate.upload.session.UploadKind;
import dev.streamgate.upload.session.UploadProperties;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.upload.session.UploadSessions;
import dev.streamgate.upload.verification.Verifications;

/** Uploads in numbered chunks. */
@RestController
@RateLimited("upload")
@PreAuthorize("hasRole('CREATOR')")
class ChunkController implements ChunkApi {

    private final UploadSessions sessions;

    private final Chunks chunks;

    private final Verifications verification;

    private final UploadProperties properties;

    ChunkController(UploadSessions sessions, Chunks chunks, Verifications verification, UploadProperties properties) {
        this.sessions = sessions;
        this.chunks = chunks;
        this.verification = verification;
        this.properties = properties;
    }

    @Override
    @Audited("upload.create")
    public ResponseEntity<ChunkedUploadView> createSession(CreateChunkedUpload request) {
        ChunkLayout layout = ChunkLayout.choose(request.size(), request.chunkSize(), this.properties);
        NewUpload upload = new NewUpload(UploadKind.CHUNKS, request.fileName(), request.title(), request.contentId(),
                request.size(), layout.chunkSize(), request.sha256(), null, List.of(), null);
        try {
            UploadSession session = this.sessions.create(Caller.required(), upload).session();
            return ResponseEntity.created(URI.create("/api/v1/uploads/" + session.id()))
                .body(new ChunkedUploadView(session.id(), Objects.requireNonNull(session.contentId()),
                        layout.chunkSize(), layout.count(), session.expiresAt()));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @LongRunning
    @PutMapping("/{uploadId}/chunks/{index}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void put(@PathVariable String uploadId, @PathVariable int index,
            @RequestHeader(name = "Content-Digest", required = false) @Nullable String digest,
            HttpServletRequest request) throws IOException {
        String expected = ContentDigest.sha256(digest);
        UploadSession session = this.sessions.requireOwned(uploadId, Caller.required());
        this.chunks.put(session, index, request.getInputStream(), request.getContentLengthLong(), expected);
    }

    @LongRunning
    @Override
    @Audited("upload.complete")
    public UploadView complete(String uploadId) {
        UploadSession session = this.sessions.requireOwned(uploadId, Caller.required());
        this.chunks.complete(session);
        return this.verification.await(session).toView();
    }

}
