/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.upload;

import jakarta.validation.Valid;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * Uploads in numbered chunks. A chunk is the body of {@code PUT
 * /api/v1/uploads/sessions/{uploadId}/chunks/{index}}, in any order and any number of
 * times; its {@code Content-Digest} (RFC 9530, sha-256) is verified if present.
 */
@HttpExchange("/api/v1/uploads/sessions")
public interface ChunkApi {

    /** Creates an upload: 201. */
    @PostExchange
    ResponseEntity<ChunkedUploadView> createSession(@Valid @RequestBody CreateChunkedUpload request);

    /**
     * Completes an upload after its last chunk. 409 with {@code missing} if chunks are
     * missing; 422 if the file cannot be used. Returns the state {@code verifying} if the
     * verification takes long. Repeatable.
     */
    @PostExchange("/{uploadId}/complete")
    UploadView complete(@PathVariable String uploadId);

}
