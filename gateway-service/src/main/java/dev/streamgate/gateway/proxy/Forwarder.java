/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Forwards requests to services. Path and query are passed unchanged; bodies are streamed
 * in both directions through one buffer each. Thread-safe.
 */
public final class Forwarder {

    private static final ProblemType UPSTREAM_TIMEOUT = ProblemType.of("upstream-timeout", HttpStatus.GATEWAY_TIMEOUT,
            "A service did not respond in time");

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(Forwarder.class);

    private final UpstreamClient client;

    private final UpstreamCircuitBreakers circuitBreakers;

    private final ForwardedHeaders forwardedHeaders;

    private final TraceHeaders traceHeaders;

    private final StalledUploadWatchdog watchdog;

    private final ForwardedBodyAdmission bodies;

    Forwarder(UpstreamClient client, UpstreamCircuitBreakers circuitBreakers, ForwardedHeaders forwardedHeaders,
            TraceHeaders traceHeaders, StalledUploadWatchdog watchdog, ForwardedBodyAdmission bodies) {
        this.client = client;
        this.circuitBreakers = circuitBreakers;
        this.forwardedHeaders = forwardedHeaders;
        this.traceHeaders = traceHeaders;
        this.watchdog = watchdog;
        this.bodies = bodies;
    }

    /**
     * Sends the request to the service. Returns when the response's headers have been
     * received; the body is streamed when the result is written.
     * @throws ProblemException 413 or 415 if the route does not accept the body, 408 if
     * the client stalls, 429 if it sends too many bodies at once, 502, 503 or 504 if the
     * service does not respond
     * @throws IOException if the client disconnected
     */
    public ServerResponse forward(ServerRequest serverRequest, Upstream upstream) throws IOException {
        HttpServletRequest clientRequest = serverRequest.servletRequest();
        long limit = upstream.bodyPolicy().limitFor(clientRequest);
        if (limit == 0) {
            return forward(clientRequest, upstream, 0);
        }
        try (var _ = this.bodies.admit(clientRequest)) {
            return forward(clientRequest, upstream, limit);
        }
    }

    private ServerResponse forward(HttpServletRequest clientRequest, Upstream upstream, long limit) throws IOException {
        HttpUriRequestBase request = createRequest(clientRequest, upstream);
        ForwardedRequestBody body = hasBody(clientRequest)
                ? new ForwardedRequestBody(clientRequest, limit, this.bodies.minimumRate(), request::cancel) : null;
        request.setEntity(body);
        UpstreamCircuitBreakers.CallPermit permit = this.circuitBreakers.acquire(upstream, body == null);
        if (!permit.granted()) {
            throw unavailable(upstream, null);
        }
        try {
            ClassicHttpResponse response = send(request, body, upstream);
            permit.onSuccess();
            return new ForwardedResponse(request, response, upstream);
        }
        catch (IOException ex) {
            ForwardedRequestBody.BodyException bodyFailure = (body != null) ? body.failure() : null;
            if (bodyFailure != null) {
                permit.release();
                throw toException(bodyFailure, limit);
            }
            if (ex instanceof ConnectionRequestTimeoutException) {
                permit.release();
                throw unavailable(upstream, ex);
            }
            if (ex instanceof UpstreamClient.StaleConnectionException) {
                permit.release();
            }
            else {
                permit.onError(ex);
            }
            throw toProblem(ex, upstream);
        }
        catch (RuntimeException ex) {
            permit.release();
            throw ex;
        }
    }

    /**
     * Fetches a small document from a service, without a client's request.
     * @param path the path, with a leading slash
     * @param maxBytes the largest accepted size in bytes
     * @return the body of a 200 or 503 response with its status
     * @throws IOException if there is no response, or one with another status or a larger
     * body
     */
    public Document fetch(Upstream upstream, String path, Duration timeout, int maxBytes) throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase("GET", upstream.baseUrl());
        request.setPath(path);
        request.addHeader(HttpHeaders.ACCEPT, "application/json");
        try (ClassicHttpResponse response = this.client.send(HttpHost.create(upstream.baseUrl()), request, timeout)) {
            if (response.getCode() != 200 && response.getCode() != 503) {
                throw new IOException(upstream.name() + " responded with " + response.getCode() + " to " + path);
            }
            InputStream body = response.getEntity().getContent();
            byte[] bytes = body.readNBytes(maxBytes);
            if (body.read() >= 0) {
                request.cancel();
                throw new IOException(path + " of " + upstream.name() + " is larger than " + maxBytes + " bytes");
            }
            return new Document(response.getCode(), bytes);
        }
    }

    private ClassicHttpResponse send(HttpUriRequestBase request, @Nullable ForwardedRequestBody body, Upstream upstream)
            throws IOException {
        HttpHost service = HttpHost.create(upstream.baseUrl());
        if (body == null) {
            return this.client.send(service, request, upstream.timeout());
        }
        try (var _ = this.watchdog.watch(body, upstream.timeout(), request::cancel)) {
            return this.client.send(service, request, upstream.timeout());
        }
    }

    private HttpUriRequestBase createRequest(HttpServletRequest clientRequest, Upstream upstream) {
        HttpUriRequestBase request = new HttpUriRequestBase(clientRequest.getMethod(), upstream.baseUrl());
        String path = clientRequest.getRequestURI();
        String query = clientRequest.getQueryString();
        request.setPath((query != null) ? path + "?" + query : path);
        HeaderPolicy.copyRequest(clientRequest, request);
        this.forwardedHeaders.write(clientRequest, request::addHeader);
        String requestId = MDC.get("requestId");
        if (requestId != null) {
            request.addHeader("X-Request-Id", requestId);
        }
        this.traceHeaders.write(request);
        return request;
    }

    private static boolean hasBody(HttpServletRequest clientRequest) {
        return clientRequest.getContentLengthLong() >= 0
                || clientRequest.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private static ProblemException toProblem(IOException ex, Upstream upstream) {
        if (ex instanceof ConnectException || ex instanceof ConnectTimeoutException
                || ex instanceof UnknownHostException) {
            return unavailable(upstream, ex);
        }
        if (ex instanceof SocketTimeoutException) {
            return new ProblemException(UPSTREAM_TIMEOUT, upstream.feature() + " did not respond in time.", ex);
        }
        return new ProblemException(ProblemType.BAD_GATEWAY, upstream.feature()
                + " closed the connection without a response. Whether the request took effect is unknown.", ex);
    }

    private static ProblemException unavailable(Upstream upstream, @Nullable IOException cause) {
        return new ProblemException(ProblemType.UNAVAILABLE,
                upstream.feature() + " is not available. Try again in a few seconds.", cause)
            .with("feature", upstream.name())
            .retryAfter(RETRY_AFTER);
    }

    private static ProblemException toException(ForwardedRequestBody.BodyException failure, long limit)
            throws IOException {
        if (failure.reason() == ForwardedRequestBody.BodyException.Reason.TOO_LARGE) {
            return RequestBodyPolicy.tooLarge(limit);
        }
        if (failure.reason() == ForwardedRequestBody.BodyException.Reason.TOO_SLOW
                || failure.getCause() instanceof SocketTimeoutException) {
            return new ProblemException(ProblemType.REQUEST_TIMEOUT, "The rest of the body did not arrive in time.",
                    failure)
                .header(HttpHeaders.CONNECTION, "close");
        }
        log.debug("The client disconnected while it was sending the body");
        throw failure.getCause() instanceof IOException cause ? cause : failure;
    }

    /**
     * A small document.
     *
     * @param status the response's status
     * @param body the response's body
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Document(int status, byte[] body) {
    }

}
