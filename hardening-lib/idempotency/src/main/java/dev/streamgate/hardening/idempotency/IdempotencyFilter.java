/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.streamgate.hardening.problem.ProblemDetails;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.request.JsonContentType;

/**
 * Replays the stored response to a retry of a write
 * (draft-ietf-httpapi-idempotency-key-header). Authenticated callers only: replaying a
 * response for an anonymous key could disclose it to another client.
 */
class IdempotencyFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);

    private static final String FILTERED = IdempotencyFilter.class.getName() + ".FILTERED";

    private static final String KEY = "Idempotency-Key";

    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE");

    private static final Pattern VALID_KEY = Pattern.compile("[\\x21-\\x7e]{8,200}");

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final IdempotencyStore store;

    private final IdempotencyProperties properties;

    private final ProblemDetails problems;

    private final Clock clock;

    private final List<PathPatternRequestMatcher> paths;

    private final List<PathPatternRequestMatcher> excludedPaths;

    IdempotencyFilter(IdempotencyStore store, IdempotencyProperties properties, ProblemDetails problems, Clock clock) {
        this.store = store;
        this.properties = properties;
        this.problems = problems;
        this.clock = clock;
        this.paths = properties.paths().stream().map(PathPatternRequestMatcher::pathPattern).toList();
        this.excludedPaths = properties.excludedPaths().stream().map(PathPatternRequestMatcher::pathPattern).toList();
    }

    /** A constant, since the default implementation concatenates it for each request. */
    @Override
    protected String getAlreadyFilteredAttributeName() {
        return FILTERED;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(KEY) == null || !METHODS.contains(request.getMethod())
                || this.paths.stream().noneMatch((path) -> path.matches(request))
                || this.excludedPaths.stream().anyMatch((path) -> path.matches(request));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getAttribute(IdempotentExchange.ATTRIBUTE) instanceof IdempotentExchange dispatched) {
            proceed(dispatched, request, response, chain);
            return;
        }
        String caller = caller();
        if (caller == null || !isJsonOrEmpty(request)) {
            chain.doFilter(request, response);
            return;
        }
        List<String> keys = Collections.list(request.getHeaders(KEY));
        if (keys.size() != 1 || !VALID_KEY.matcher(keys.get(0)).matches()) {
            reject(response, ProblemType.INVALID_IDEMPOTENCY_KEY,
                    "Send one Idempotency-Key of 8 to 200 visible ASCII characters.");
            return;
        }
        byte[] body = readBody(request);
        if (body == null) {
            reject(response, ProblemType.BODY_TOO_LARGE,
                    "A request with an Idempotency-Key has a body of at most %d bytes."
                        .formatted(this.properties.maxRequestBody().toBytes()));
            return;
        }
        String identity = RequestDigests.identity(caller, this.properties.identityHeaders(), request, keys.get(0));
        String fingerprint = RequestDigests.fingerprint(request, body);
        IdempotencyStore.Claim claim;
        try {
            claim = this.store.claim(identity, fingerprint, this.clock.instant(), this.properties.claimTimeout());
        }
        catch (RuntimeException ex) {
            log.warn("Could not claim an idempotency key; the request gets 503", ex);
            rejectForNow(response, ProblemType.UNAVAILABLE,
                    "The store of idempotency keys is unavailable. Retry later.");
            return;
        }
        if (claim.owner() == null) {
            respondToRetry(claim, fingerprint, response);
            return;
        }
        IdempotentExchange exchange = new IdempotentExchange(this.store, identity, claim.owner(),
                new BufferedResponse(response, (int) this.properties.maxResponseBody().toBytes()));
        request.setAttribute(IdempotentExchange.ATTRIBUTE, exchange);
        proceed(exchange, new BufferedRequest(request, body), exchange.response(), chain);
    }

    /** Reads the body; null when it exceeds the limit. */
    private byte @Nullable [] readBody(HttpServletRequest request) throws IOException {
        int limit = (int) this.properties.maxRequestBody().toBytes();
        if (request.getContentLengthLong() > limit) {
            return null;
        }
        byte[] body = request.getInputStream().readNBytes(limit + 1);
        return (body.length <= limit) ? body : null;
    }

    private void proceed(IdempotentExchange exchange, HttpServletRequest request, HttpServletResponse response,
            FilterChain chain) throws ServletException, IOException {
        boolean succeeded = false;
        try {
            chain.doFilter(request, response);
            succeeded = true;
        }
        finally {
            if (!succeeded) {
                // The handler's work is done once it streams a response, even if the
                // client disconnects.
                finish(exchange, exchange.response().passesThrough() ? exchange.response().toStore()
                        : afterServerError(exchange, HttpStatus.INTERNAL_SERVER_ERROR.value()));
            }
        }
        if (!isAsyncStarted(request)) {
            StoredResponse stored = exchange.response().toStore();
            finish(exchange, (stored == null && exchange.response().isServerError())
                    ? afterServerError(exchange, exchange.response().getStatus()) : stored);
            exchange.response().complete();
        }
    }

    /**
     * The key stays taken if the request may have had an effect, or a retry would have it
     * twice; null otherwise.
     */
    private static @Nullable StoredResponse afterServerError(IdempotentExchange exchange, int status) {
        return exchange.mayHaveHadAnEffect() ? StoredResponse.notKept(status) : null;
    }

    /**
     * Stores the response, or releases the key when the response is null. If that fails,
     * the client still gets its response, since the handler's work is done; the key stays
     * claimed until its time-out.
     */
    private void finish(IdempotentExchange exchange, @Nullable StoredResponse response) {
        try {
            if (response != null) {
                Instant expiresAt = this.clock.instant().plus(this.properties.retention());
                this.store.complete(exchange.identity(), exchange.owner(), response, expiresAt);
            }
            else {
                this.store.release(exchange.identity(), exchange.owner());
            }
        }
        catch (RuntimeException ex) {
            log.warn("Could not {} an idempotency key; retries get 409 until its claim times out",
                    (response != null) ? "store the response of" : "release", ex);
        }
    }

    private void respondToRetry(IdempotencyStore.Claim claim, String fingerprint, HttpServletResponse response)
            throws IOException {
        StoredResponse stored = claim.response();
        if (!claim.fingerprint().equals(fingerprint)) {
            reject(response, ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key was sent with another query or body. Send a new request with a new key.");
        }
        else if (stored == null) {
            rejectForNow(response, ProblemType.IDEMPOTENCY_KEY_IN_USE,
                    "The first request with this Idempotency-Key is still running. Retry later.");
        }
        else if (!stored.isKept()) {
            reject(response, ProblemType.IDEMPOTENT_RESPONSE_NOT_KEPT,
                    "The first request with this Idempotency-Key was executed%s. Its response was not kept, since it was a server error or exceeded %d bytes. Read the result instead."
                        .formatted((stored.status() != 0) ? ", with status " + stored.status() : "",
                                this.properties.maxResponseBody().toBytes()));
        }
        else {
            stored.writeTo(response);
        }
    }

    private void reject(HttpServletResponse response, ProblemType type, String detail) throws IOException {
        this.problems.write(response, ProblemDetails.of(type, detail));
    }

    private void rejectForNow(HttpServletResponse response, ProblemType type, String detail) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds()));
        reject(response, type, detail);
    }

    private static @Nullable String caller() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return (caller != null && caller.isAuthenticated() && !(caller instanceof AnonymousAuthenticationToken))
                ? caller.getName() : null;
    }

    private static boolean isJsonOrEmpty(HttpServletRequest request) {
        if (request.getContentType() == null) {
            return request.getContentLengthLong() <= 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
        }
        return JsonContentType.matches(request.getContentType());
    }

}
