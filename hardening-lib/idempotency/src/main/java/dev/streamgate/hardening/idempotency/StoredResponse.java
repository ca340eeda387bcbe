/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * A response that is replayed to retries of its request.
 *
 * @param status the HTTP status
 * @param location the value of {@code Location}
 * @param etag the value of {@code ETag}
 * @param contentType the value of {@code Content-Type}; {@value #NOT_KEPT} for a response
 * that is not kept: it was too large, a server error after the handler was called, or is
 * not known
 * @param body the body; not copied, must not be modified
 */
@SuppressWarnings("ArrayRecordComponent")
public record StoredResponse(int status, @Nullable String location, @Nullable String etag, @Nullable String contentType,
        byte[] body) {

    static final String REPLAYED = "Idempotency-Replayed";

    private static final String NOT_KEPT = "application/vnd.streamgate.not-kept";

    /** The request has taken effect; its response is not known. */
    static StoredResponse executed() {
        return notKept(0);
    }

    /** Records that the request was executed without its response. */
    static StoredResponse notKept(int status) {
        return new StoredResponse(status, null, null, NOT_KEPT, new byte[0]);
    }

    boolean isKept() {
        return !NOT_KEPT.equals(this.contentType);
    }

    void writeTo(HttpServletResponse response) throws IOException {
        response.setStatus(this.status);
        response.setHeader(REPLAYED, "true");
        if (this.location != null) {
            response.setHeader(HttpHeaders.LOCATION, this.location);
        }
        if (this.etag != null) {
            response.setHeader(HttpHeaders.ETAG, this.etag);
        }
        if (this.contentType != null) {
            response.setContentType(this.contentType);
        }
        if (this.body.length > 0) {
            response.setContentLength(this.body.length);
            response.getOutputStream().write(this.body);
        }
    }

}
