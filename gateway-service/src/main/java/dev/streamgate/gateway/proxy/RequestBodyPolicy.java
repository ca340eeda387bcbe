/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.proxy;

import java.util.List;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * The request bodies that a route accepts. The headers are checked before any byte of the
 * body is read; a body without Content-Length is aborted when it exceeds the limit.
 *
 * @param otherTypes the media types of bodies that are not JSON
 * @param maxJson the largest JSON body
 * @param maxOther the largest body of any other type
 */
public record RequestBodyPolicy(List<MediaType> otherTypes, DataSize maxJson, DataSize maxOther) {

    /**
     * Checks the request's headers.
     * @return the limit of its body in bytes; 0 when it has no body
     * @throws ProblemException 413 or 415
     */
    long limitFor(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        boolean hasBody = length > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        if (!hasBody) {
            return 0;
        }
        boolean json = isJson(request.getContentType());
        if (!json && !isOther(request.getContentType())) {
            throw new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "Send the body as JSON, with Content-Type application/json%s.".formatted(others()));
        }
        long limit = (json ? this.maxJson : this.maxOther).toBytes();
        if (length > limit) {
            throw tooLarge(limit);
        }
        return limit;
    }

    static ProblemException tooLarge(long limit) {
        return new ProblemException(ProblemType.BODY_TOO_LARGE, "The body may have at most " + limit + " bytes.")
            .with("maxBytes", limit)
            .header(HttpHeaders.CONNECTION, "close");
    }

    private String others() {
        return this.otherTypes.stream().map((type) -> ", or as " + type).collect(Collectors.joining());
    }

    private boolean isOther(@Nullable String contentType) {
        if (this.otherTypes.contains(MediaType.ALL)) {
            return true;
        }
        try {
            return contentType != null
                    && this.otherTypes.stream().anyMatch(MediaType.parseMediaType(contentType)::equalsTypeAndSubtype);
        }
        catch (InvalidMediaTypeException ex) {
            return false;
        }
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
