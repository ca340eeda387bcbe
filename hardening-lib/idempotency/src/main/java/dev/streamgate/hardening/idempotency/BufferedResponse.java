/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** A response that is buffered until it is stored. */
final class BufferedResponse extends ContentCachingResponseWrapper {

    private boolean errorSent;

    BufferedResponse(HttpServletResponse response) {
        super(response);
    }

    @Override
    public void sendError(int status) throws IOException {
        this.errorSent = true;
        super.sendError(status);
    }

    @Override
    @SuppressWarnings("deprecation")
    public void sendError(int status, String message) throws IOException {
        this.errorSent = true;
        super.sendError(status, message);
    }

    /**
     * The response to store; null when a retry may run the handler again: after a server
     * error, 429, {@code no-store}, a body above the limit, or an error that the
     * container renders.
     */
    @Nullable StoredResponse toStore(int maxBody) {
        int status = getStatus();
        String cacheControl = getHeader(HttpHeaders.CACHE_CONTROL);
        if (this.errorSent || status >= 500 || status == HttpStatus.TOO_MANY_REQUESTS.value()
                || getContentSize() > maxBody || (cacheControl != null && cacheControl.contains("no-store"))) {
            return null;
        }
        return new StoredResponse(status, getHeader(HttpHeaders.LOCATION), getHeader(HttpHeaders.ETAG),
                getContentType(), getContentAsByteArray());
    }

}
