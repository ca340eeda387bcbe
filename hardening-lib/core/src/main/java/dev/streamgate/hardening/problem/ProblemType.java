/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.problem;

import java.net.URI;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.Assert;

/**
 * A problem type: RFC 9457's {@code type}, {@code title} and {@code status}. Declare each
 * as a constant; a released slug never changes its meaning.
 *
 * @param slug lower-case words joined by hyphens
 * @param status the HTTP status of the response
 * @param title a short summary for people, the same for each occurrence
 */
public record ProblemType(String slug, HttpStatus status, String title) {

    /** The request is malformed. */
    public static final ProblemType BAD_REQUEST = of("bad-request", HttpStatus.BAD_REQUEST, "Bad request");

    /** A field of the request is invalid; {@code errors} lists them. */
    public static final ProblemType INVALID_FIELDS = of("invalid-fields", HttpStatus.BAD_REQUEST, "Invalid fields");

    /** The {@code limit} or {@code cursor} of a list request is invalid. */
    public static final ProblemType INVALID_PAGE = of("invalid-page", HttpStatus.BAD_REQUEST, "Invalid page request");

    /** The request has no access token, or an invalid one. */
    public static final ProblemType UNAUTHENTICATED = of("unauthenticated", HttpStatus.UNAUTHORIZED,
            "Authentication required");

    /** The caller is authenticated and lacks permission. */
    public static final ProblemType FORBIDDEN = of("forbidden", HttpStatus.FORBIDDEN, "Access denied");

    /** The resource does not exist, or its existence is hidden from the caller. */
    public static final ProblemType NOT_FOUND = of("not-found", HttpStatus.NOT_FOUND, "Not found");

    /** The resource does not support the method. */
    public static final ProblemType METHOD_NOT_ALLOWED = of("method-not-allowed", HttpStatus.METHOD_NOT_ALLOWED,
            "Method not allowed");

    /** The resource has no representation that {@code Accept} allows. */
    public static final ProblemType NOT_ACCEPTABLE = of("not-acceptable", HttpStatus.NOT_ACCEPTABLE, "Not acceptable");

    /** The request did not arrive completely in time. */
    public static final ProblemType REQUEST_TIMEOUT = of("request-timeout", HttpStatus.REQUEST_TIMEOUT,
            "Request timeout");

    /** The request conflicts with the current state of the resource. */
    public static final ProblemType CONFLICT = of("conflict", HttpStatus.CONFLICT, "Conflict with the current state");

    /** {@code If-Match} names another version than the current one. */
    public static final ProblemType PRECONDITION_FAILED = of("precondition-failed", HttpStatus.PRECONDITION_FAILED,
            "Precondition failed");

    /** The operation requires {@code If-Match}. */
    public static final ProblemType PRECONDITION_REQUIRED = of("precondition-required",
            HttpStatus.PRECONDITION_REQUIRED, "Precondition required");

    /** The request body exceeds a limit. */
    public static final ProblemType BODY_TOO_LARGE = of("body-too-large", HttpStatus.CONTENT_TOO_LARGE,
            "Request body too large");

    /** The request headers exceed a limit. */
    public static final ProblemType HEADERS_TOO_LARGE = of("headers-too-large",
            HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "Request headers too large");

    /** The operation does not support the body's media type. */
    public static final ProblemType UNSUPPORTED_MEDIA_TYPE = of("unsupported-media-type",
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported media type");

    /** The rate limit is exceeded. */
    public static final ProblemType RATE_LIMITED = of("rate-limited", HttpStatus.TOO_MANY_REQUESTS,
            "Too many requests");

    /** The {@code Idempotency-Key} is malformed. */
    public static final ProblemType INVALID_IDEMPOTENCY_KEY = of("invalid-idempotency-key", HttpStatus.BAD_REQUEST,
            "Invalid Idempotency-Key");

    /** The {@code Idempotency-Key} was used with a different request. */
    public static final ProblemType IDEMPOTENCY_KEY_REUSED = of("idempotency-key-reused",
            HttpStatus.UNPROCESSABLE_CONTENT, "Idempotency-Key reused with a different request");

    /** The first request with the {@code Idempotency-Key} is still in progress. */
    public static final ProblemType IDEMPOTENCY_KEY_IN_USE = of("idempotency-key-in-use", HttpStatus.CONFLICT,
            "Request with this Idempotency-Key in progress");

    /** The request was executed; its response was too large to be replayed. */
    public static final ProblemType IDEMPOTENT_RESPONSE_NOT_KEPT = of("idempotent-response-not-kept",
            HttpStatus.CONFLICT, "Response to this Idempotency-Key not kept");

    /** An unexpected error of the server; the log has it under the trace id. */
    public static final ProblemType INTERNAL_ERROR = of("internal-error", HttpStatus.INTERNAL_SERVER_ERROR,
            "Internal server error");

    /** This release does not support the operation. */
    public static final ProblemType NOT_IMPLEMENTED = of("not-implemented", HttpStatus.NOT_IMPLEMENTED,
            "Not implemented");

    /** An upstream service returned an invalid or unexpected response. */
    public static final ProblemType BAD_GATEWAY = of("bad-gateway", HttpStatus.BAD_GATEWAY, "Bad gateway");

    /** The service or one of its dependencies is temporarily unavailable. */
    public static final ProblemType UNAVAILABLE = of("unavailable", HttpStatus.SERVICE_UNAVAILABLE,
            "Service unavailable");

    /**
     * Validates the slug.
     * @throws IllegalArgumentException if the slug is not lower-case words joined by
     * hyphens
     */
    public ProblemType {
        Assert.isTrue(slug.matches("[a-z0-9]+(-[a-z0-9]+)*"), "A slug must be lower-case words joined by hyphens");
    }

    /**
     * Creates a problem type.
     * @param slug lower-case words joined by hyphens
     * @param status the HTTP status of the response
     * @param title a short summary for people
     * @return the type
     */
    public static ProblemType of(String slug, HttpStatus status, String title) {
        return new ProblemType(slug, status, title);
    }

    /** The value of RFC 9457's {@code type}: {@code urn:streamgate:problem:<slug>}. */
    public URI uri() {
        return URI.create("urn:streamgate:problem:" + this.slug);
    }

    /**
     * Returns the general type of a status that the framework or the server chose.
     */
    static ProblemType general(HttpStatusCode status) {
        return switch (status.value()) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> REQUEST_TIMEOUT;
            case 409 -> CONFLICT;
            case 413 -> BODY_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 429 -> RATE_LIMITED;
            case 431 -> HEADERS_TOO_LARGE;
            case 501 -> NOT_IMPLEMENTED;
            case 502 -> BAD_GATEWAY;
            case 503, 504 -> UNAVAILABLE;
            case 505 -> BAD_REQUEST;
            default -> status.is5xxServerError() ? INTERNAL_ERROR : BAD_REQUEST;
        };
    }

}
