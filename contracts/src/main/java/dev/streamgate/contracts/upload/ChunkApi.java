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
 * Uploads that arrive in numbered chunks. The chunks themselves are raw bytes put to
 * {@code /api/v1/uploads/sessions/{uploadId}/chunks/{index}}, in any order and any number
 * of times; a {@code Content-Digest} (RFC 9530, sha-256) is verified where it is sent.
 */
@HttpExchange("/api/v1/uploads/sessions")
public interface ChunkApi {

    /** Opens an upload: 201. */
    @PostExchange
    ResponseEntity<ChunkedUploadView> createSession(@Valid @RequestBody CreateChunkedUpload session);

    /**
     * Says that every chunk was sent. 409 with {@code missing} while some are not there;
     * 422 when the file is none that can be used. A file that takes long to look at is
     * answered in state {@code verifying}. May be repeated.
     */
    @PostExchange("/{uploadId}/complete")
    UploadView complete(@PathVariable String uploadId);

}
