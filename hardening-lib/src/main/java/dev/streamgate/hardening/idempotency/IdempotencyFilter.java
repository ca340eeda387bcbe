/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.idempotency;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

import dev.streamgate.hardening.digest.Sha256;
import dev.streamgate.hardening.problem.ProblemDetails;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Answers a write that was sent before with the reply that it got then
 * (draft-ietf-httpapi-idempotency-key-header). Only for callers who have signed in: a key
 * of nobody's would give a reply to anybody.
 */
class IdempotencyFilter extends OncePerRequestFilter {

    private static final String FILTERED = IdempotencyFilter.class.getName() + ".FILTERED";

    static final String KEY = "Idempotency-Key";

    static final String REPLAYED = "Idempotency-Replayed";

    private static final String ON_BEHALF_OF = "X-On-Behalf-Of";

    private static final Log log = LogFactory.getLog(IdempotencyFilter.class);

    private static final String EXCHANGE = IdempotencyFilter.class.getName() + ".exchange";

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

    /** The same name each time, rather than one that is joined anew. */
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
        if (request.getAttribute(EXCHANGE) instanceof Exchange begun) {
            run(begun, request, response, chain);
            return;
        }
        String caller = caller();
        if (caller == null || !isJsonOrEmpty(request)) {
            chain.doFilter(request, response);
            return;
        }
        List<String> keys = Collections.list(request.getHeaders(KEY));
        if (keys.size() != 1 || !VALID_KEY.matcher(keys.get(0)).matches()) {
            this.problems.write(response, ProblemDetails.of(ProblemType.INVALID_IDEMPOTENCY_KEY,
                    "Send one Idempotency-Key of 8 to 200 visible ASCII characters."));
            return;
        }
        int limit = (int) this.properties.maxBody().toBytes();
        boolean announced = request.getContentLengthLong() > limit;
        byte[] body = announced ? new byte[0] : request.getInputStream().readNBytes(limit + 1);
        if (announced || body.length > limit) {
            this.problems.write(response, ProblemDetails.of(ProblemType.BODY_TOO_LARGE,
                    "A body may have at most " + limit + " bytes where an Idempotency-Key is sent."));
            return;
        }
        String identity = hash(caller, onBehalfOf(request), request.getMethod(), request.getRequestURI(), keys.get(0));
        String fingerprint = hash(body, request.getQueryString());
        IdempotencyStore.Claim claim;
        try {
            claim = this.store.claim(identity, fingerprint, this.clock.instant(), this.properties.runningTimeout());
        }
        catch (RuntimeException ex) {
            log.warn("Idempotency keys are out of reach", ex);
            unavailable(response);
            return;
        }
        if (claim.owner() == null) {
            answer(claim, fingerprint, response);
            return;
        }
        Exchange exchange = new Exchange(identity, claim.owner(), new Reply(response));
        request.setAttribute(EXCHANGE, exchange);
        run(exchange, new BufferedRequest(request, body), exchange.reply(), chain);
    }

    private void run(Exchange exchange, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean answered = false;
        try {
            chain.doFilter(request, response);
            answered = true;
        }
        finally {
            if (!answered) {
                settle(exchange, null);
            }
        }
        if (!isAsyncStarted(request)) {
            settle(exchange, exchange.reply().stored((int) this.properties.maxReply().toBytes()));
            exchange.reply().copyBodyToResponse();
        }
    }

    /**
     * The reply goes out even if it cannot be kept: what was done is done, and the key
     * stays taken until its claim ends.
     */
    private void settle(Exchange exchange, @Nullable StoredReply reply) {
        try {
            if (reply != null) {
                Instant expiresAt = this.clock.instant().plus(this.properties.retention());
                this.store.complete(exchange.identity(), exchange.owner(), reply, expiresAt);
            }
            else {
                this.store.release(exchange.identity(), exchange.owner());
            }
        }
        catch (RuntimeException ex) {
            log.warn("The reply to a request with an Idempotency-Key was not kept", ex);
        }
    }

    private void answer(IdempotencyStore.Claim claim, String fingerprint, HttpServletResponse response)
            throws IOException {
        StoredReply reply = claim.reply();
        if (!claim.fingerprint().equals(fingerprint)) {
            this.problems.write(response, ProblemDetails.of(ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key came before with another body. Send a new key with a new request."));
        }
        else if (reply == null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds()));
            this.problems.write(response, ProblemDetails.of(ProblemType.IDEMPOTENCY_KEY_IN_USE,
                    "The request that came first with this Idempotency-Key has no reply yet."));
        }
        else {
            replay(reply, response);
        }
    }

    private static void replay(StoredReply reply, HttpServletResponse response) throws IOException {
        response.setStatus(reply.status());
        response.setHeader(REPLAYED, "true");
        if (reply.location() != null) {
            response.setHeader(HttpHeaders.LOCATION, reply.location());
        }
        if (reply.etag() != null) {
            response.setHeader(HttpHeaders.ETAG, reply.etag());
        }
        if (reply.contentType() != null) {
            response.setContentType(reply.contentType());
        }
        if (reply.body().length > 0) {
            response.setContentLength(reply.body().length);
            response.getOutputStream().write(reply.body());
        }
    }

    private void unavailable(HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds()));
        ProblemDetail problem = ProblemDetails.of(ProblemType.UNAVAILABLE,
                "It cannot be told whether this request came before. Try again.");
        this.problems.write(response, problem);
    }

    private static @Nullable String caller() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return (caller != null && caller.isAuthenticated() && !(caller instanceof AnonymousAuthenticationToken))
                ? caller.getName() : null;
    }

    /** A service sends the keys of all users whose work it passes on. */
    private static String onBehalfOf(HttpServletRequest request) {
        return String.join("\n", Collections.list(request.getHeaders(ON_BEHALF_OF)));
    }

    private static boolean isJsonOrEmpty(HttpServletRequest request) {
        String type = request.getContentType();
        if (type == null) {
            return request.getContentLengthLong() <= 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
        }
        int parameters = type.indexOf(';');
        String plain = ((parameters >= 0) ? type.substring(0, parameters) : type).strip().toLowerCase(Locale.ROOT);
        return plain.equals("application/json") || (plain.startsWith("application/") && plain.endsWith("+json"));
    }

    private static String hash(String... parts) {
        MessageDigest sha256 = Sha256.newDigest();
        for (String part : parts) {
            sha256.update(part.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) 0);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static String hash(byte[] body, @Nullable String query) {
        MessageDigest sha256 = Sha256.newDigest();
        if (query != null) {
            sha256.update(query.getBytes(StandardCharsets.UTF_8));
        }
        sha256.update((byte) 0);
        return HexFormat.of().formatHex(sha256.digest(body));
    }

    /** A request that is being handled under its key. */
    private record Exchange(String identity, String owner, Reply reply) {
    }

    /** Holds the reply back until it is kept. */
    private static final class Reply extends ContentCachingResponseWrapper {

        private boolean leftToContainer;

        Reply(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void sendError(int status) throws IOException {
            this.leftToContainer = true;
            super.sendError(status);
        }

        @Override
        @SuppressWarnings("deprecation")
        public void sendError(int status, String message) throws IOException {
            this.leftToContainer = true;
            super.sendError(status, message);
        }

        /** What to keep; null when the same request may be handled again. */
        @Nullable StoredReply stored(int limit) {
            int status = getStatus();
            String caching = getHeader(HttpHeaders.CACHE_CONTROL);
            if (this.leftToContainer || status >= 500 || status == HttpStatus.TOO_MANY_REQUESTS.value()
                    || getContentSize() > limit || (caching != null && caching.contains("no-store"))) {
                return null;
            }
            return new StoredReply(status, getHeader(HttpHeaders.LOCATION), getHeader(HttpHeaders.ETAG),
                    getContentType(), getContentAsByteArray());
        }

    }

}
