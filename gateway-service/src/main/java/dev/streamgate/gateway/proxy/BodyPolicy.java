/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.proxy;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Which request bodies a route lets through. Judged by the headers before a byte of the
 * body is read; a body of unannounced length is cut when it has passed the bound.
 *
 * @param jsonOnly whether a body must be JSON
 * @param maxJson how large a JSON body may be
 * @param maxOther how large any other body may be
 */
public record BodyPolicy(boolean jsonOnly, DataSize maxJson, DataSize maxOther) {

    /**
     * Judges the request's headers.
     * @return how many bytes of body may follow
     * @throws ProblemException 413 or 415
     */
    long admit(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        boolean hasBody = length > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        if (!hasBody) {
            return 0;
        }
        boolean json = isJson(request.getContentType());
        if (this.jsonOnly && !json) {
            throw new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "Send the body as JSON, with Content-Type application/json.");
        }
        DataSize bound = (json ? this.maxJson : this.maxOther);
        if (length > bound.toBytes()) {
            throw tooLarge(bound.toBytes());
        }
        return bound.toBytes();
    }

    static ProblemException tooLarge(long bound) {
        return new ProblemException(ProblemType.BODY_TOO_LARGE, "At most " + bound + " bytes are taken here.")
            .with("maxBytes", bound)
            .header(HttpHeaders.CONNECTION, "close");
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            return "application".equals(type.getType())
                    && ("json".equals(type.getSubtype()) || type.getSubtype().endsWith("+json"));
        }
        catch (InvalidMediaTypeException ex) {
            return false;
        }
    }

}
