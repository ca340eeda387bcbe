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
 * A kind of error that callers can tell apart: RFC 9457's {@code type}, {@code title} and
 * {@code status}. Declare each as a constant; once released its slug never changes.
 *
 * @param slug lower-case words joined by hyphens
 * @param status the HTTP status that it comes with
 * @param title one line for people, the same for each occurrence
 */
public record ProblemType(String slug, HttpStatus status, String title) {

    /** The request is not well formed. */
    public static final ProblemType BAD_REQUEST = of("bad-request", HttpStatus.BAD_REQUEST,
            "The request is not well formed");

    /** A field of the request is not valid; {@code errors} lists them. */
    public static final ProblemType INVALID_FIELDS = of("invalid-fields", HttpStatus.BAD_REQUEST,
            "Fields of the request are not valid");

    /** The {@code limit} or {@code cursor} of a list request is invalid. */
    public static final ProblemType INVALID_PAGE = of("invalid-page", HttpStatus.BAD_REQUEST, "Invalid page request");

    /** The caller is unknown: no token, or one that does not hold. */
    public static final ProblemType UNAUTHENTICATED = of("unauthenticated", HttpStatus.UNAUTHORIZED,
            "Sign in to do this");

    /** The caller is known and may not. */
    public static final ProblemType FORBIDDEN = of("forbidden", HttpStatus.FORBIDDEN, "You may not do this");

    /** There is nothing at this address, or nothing that this caller may know of. */
    public static final ProblemType NOT_FOUND = of("not-found", HttpStatus.NOT_FOUND, "There is nothing here");

    /** The address does not take this method. */
    public static final ProblemType METHOD_NOT_ALLOWED = of("method-not-allowed", HttpStatus.METHOD_NOT_ALLOWED,
            "The address does not take this method");

    /** Nothing that the caller accepts can be given. */
    public static final ProblemType NOT_ACCEPTABLE = of("not-acceptable", HttpStatus.NOT_ACCEPTABLE,
            "No representation that you accept");

    /** The request, or the rest of it, did not come in time. */
    public static final ProblemType REQUEST_TIMEOUT = of("request-timeout", HttpStatus.REQUEST_TIMEOUT,
            "The rest of the request did not come");

    /** The request contradicts the state of what it is about. */
    public static final ProblemType CONFLICT = of("conflict", HttpStatus.CONFLICT,
            "The request contradicts the present state");

    /** {@code If-Match} names another version than the present one. */
    public static final ProblemType VERSION_CONFLICT = of("version-conflict", HttpStatus.PRECONDITION_FAILED,
            "Somebody changed it since you read it");

    /** The call needs {@code If-Match}. */
    public static final ProblemType VERSION_REQUIRED = of("version-required", HttpStatus.PRECONDITION_REQUIRED,
            "Say which version you change");

    /** The body is larger than is taken here. */
    public static final ProblemType BODY_TOO_LARGE = of("body-too-large", HttpStatus.CONTENT_TOO_LARGE,
            "The body is too large");

    /** The request's headers are larger than is taken here. */
    public static final ProblemType HEADERS_TOO_LARGE = of("headers-too-large",
            HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are too large");

    /** The body's media type is not taken here. */
    public static final ProblemType UNSUPPORTED_MEDIA_TYPE = of("unsupported-media-type",
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body's media type is not taken here");

    /** The caller's bucket is empty. */
    public static final ProblemType RATE_LIMITED = of("rate-limited", HttpStatus.TOO_MANY_REQUESTS,
            "Too many requests");

    /** The {@code Idempotency-Key} has not the form of one. */
    public static final ProblemType INVALID_IDEMPOTENCY_KEY = of("invalid-idempotency-key", HttpStatus.BAD_REQUEST,
            "The Idempotency-Key is not valid");

    /** The {@code Idempotency-Key} came before with another request. */
    public static final ProblemType IDEMPOTENCY_KEY_REUSED = of("idempotency-key-reused",
            HttpStatus.UNPROCESSABLE_CONTENT, "The Idempotency-Key belongs to another request");

    /** The request that has the {@code Idempotency-Key} is still running. */
    public static final ProblemType IDEMPOTENCY_KEY_IN_USE = of("idempotency-key-in-use", HttpStatus.CONFLICT,
            "A request with this Idempotency-Key is still running");

    /** Something broke on this side; the trace id finds it in the log. */
    public static final ProblemType INTERNAL_ERROR = of("internal-error", HttpStatus.INTERNAL_SERVER_ERROR,
            "Something went wrong on our side");

    /** This feature is not part of this release. */
    public static final ProblemType NOT_IMPLEMENTED = of("not-implemented", HttpStatus.NOT_IMPLEMENTED,
            "Not available in this release");

    /** A service that this one needs gave an answer that it should not have. */
    public static final ProblemType BAD_UPSTREAM = of("bad-upstream", HttpStatus.BAD_GATEWAY,
            "A part of the system answered unexpectedly");

    /** A service that this one needs is not there; try again. */
    public static final ProblemType UNAVAILABLE = of("unavailable", HttpStatus.SERVICE_UNAVAILABLE,
            "A part of the system is not available at the moment");

    /** Checks the slug's form. */
    public ProblemType {
        Assert.isTrue(slug.matches("[a-z0-9]+(-[a-z0-9]+)*"), "A slug is lower-case words joined by hyphens");
    }

    /** Declares a type. */
    public static ProblemType of(String slug, HttpStatus status, String title) {
        return new ProblemType(slug, status, title);
    }

    /** The value of RFC 9457's {@code type}: {@code urn:streamgate:problem:<slug>}. */
    public URI uri() {
        return URI.create("urn:streamgate:problem:" + this.slug);
    }

    /**
     * The general type for a status that was decided elsewhere (by the framework or the
     * server).
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
            case 502 -> BAD_UPSTREAM;
            case 503, 504 -> UNAVAILABLE;
            case 505 -> BAD_REQUEST;
            default -> status.is5xxServerError() ? INTERNAL_ERROR : BAD_REQUEST;
        };
    }

}
