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
 * Forwards an exchange: the path and the query unchanged, bodies streamed through one
 * buffer each way. Safe for threads.
 */
public final class Forwarder {

    private static final ProblemType TIMED_OUT = ProblemType.of("upstream-timeout", HttpStatus.GATEWAY_TIMEOUT,
            "A part of the system took too long");

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(Forwarder.class);

    private final ServiceConnections connections;

    private final UpstreamCircuitBreakers circuits;

    private final ForwardedHeaders forwarded;

    private final TraceHeaders trace;

    private final StalledUploadWatchdog stalled;

    Forwarder(ServiceConnections connections, UpstreamCircuitBreakers circuits, ForwardedHeaders forwarded,
            TraceHeaders trace, StalledUploadWatchdog stalled) {
        this.connections = connections;
        this.circuits = circuits;
        this.forwarded = forwarded;
        this.trace = trace;
        this.stalled = stalled;
    }

    /**
     * Sends the request to the service and gives its reply, whose body is still to come.
     * @throws ProblemException when the body is not let through or the service gives no
     * reply
     * @throws IOException when the client has gone
     */
    public ServerResponse forward(ServerRequest request, Upstream upstream) throws IOException {
        HttpServletRequest client = request.servletRequest();
        long limit = upstream.bodies().admit(client);
        HttpUriRequestBase outgoing = outgoing(client, upstream);
        RequestBody body = hasBody(client) ? new RequestBody(client, limit, outgoing::cancel) : null;
        outgoing.setEntity(body);
        UpstreamCircuitBreakers.Ticket ticket = this.circuits.enter(upstream, body == null);
        if (!ticket.admitted()) {
            throw unavailable(upstream, null);
        }
        try {
            ClassicHttpResponse reply = send(outgoing, body, upstream);
            ticket.answered();
            return new ForwardedReply(outgoing, reply, upstream);
        }
        catch (IOException ex) {
            RequestBody.Broken broken = (body != null) ? body.broken() : null;
            if (broken != null) {
                ticket.withdrawn();
                throw brokenBody(broken, limit);
            }
            if (ex instanceof ConnectionRequestTimeoutException) {
                ticket.withdrawn();
                throw unavailable(upstream, ex);
            }
            ticket.failed(ex);
            throw noReply(ex, upstream);
        }
        catch (RuntimeException ex) {
            ticket.withdrawn();
            throw ex;
        }
    }

    /**
     * Reads a small document of a service on the gateway's own account.
     * @param path where, with a leading slash
     * @param most the largest size taken, in bytes
     * @return the body of a 200 or 503 reply with its status
     * @throws IOException when there is no such reply
     */
    public Document read(Upstream upstream, String path, Duration patience, int most) throws IOException {
        HttpUriRequestBase outgoing = new HttpUriRequestBase("GET", upstream.baseUrl());
        outgoing.setPath(path);
        outgoing.addHeader(HttpHeaders.ACCEPT, "application/json");
        try (ClassicHttpResponse reply = this.connections.send(HttpHost.create(upstream.baseUrl()), outgoing,
                patience)) {
            if (reply.getCode() != 200 && reply.getCode() != 503) {
                throw new IOException(upstream.name() + " answered " + reply.getCode() + " to " + path);
            }
            InputStream body = reply.getEntity().getContent();
            byte[] bytes = body.readNBytes(most);
            if (body.read() >= 0) {
                outgoing.cancel();
                throw new IOException(path + " of " + upstream.name() + " is larger than " + most + " bytes");
            }
            return new Document(reply.getCode(), bytes);
        }
    }

    private ClassicHttpResponse send(HttpUriRequestBase outgoing, @Nullable RequestBody body, Upstream upstream)
            throws IOException {
        HttpHost service = HttpHost.create(upstream.baseUrl());
        if (body == null) {
            return this.connections.send(service, outgoing, upstream.patience());
        }
        try (var _ = this.stalled.watch(body, upstream.patience(), outgoing::cancel)) {
            return this.connections.send(service, outgoing, upstream.patience());
        }
    }

    private HttpUriRequestBase outgoing(HttpServletRequest client, Upstream upstream) {
        HttpUriRequestBase outgoing = new HttpUriRequestBase(client.getMethod(), upstream.baseUrl());
        String query = client.getQueryString();
        outgoing.setPath((query != null) ? client.getRequestURI() + "?" + query : client.getRequestURI());
        HeaderPolicy.copyRequest(client, outgoing);
        this.forwarded.write(client, outgoing::addHeader);
        String requestId = MDC.get("requestId");
        if (requestId != null) {
            outgoing.addHeader("X-Request-Id", requestId);
        }
        this.trace.write(outgoing);
        return outgoing;
    }

    private static boolean hasBody(HttpServletRequest client) {
        return client.getContentLengthLong() >= 0 || client.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private static ProblemException noReply(IOException ex, Upstream upstream) {
        if (ex instanceof ConnectException || ex instanceof ConnectTimeoutException
                || ex instanceof UnknownHostException) {
            return unavailable(upstream, ex);
        }
        if (ex instanceof SocketTimeoutException) {
            return new ProblemException(TIMED_OUT, upstream.feature() + " took too long to answer.", ex);
        }
        return new ProblemException(ProblemType.BAD_GATEWAY,
                upstream.feature() + " broke off without an answer. Whether the request took effect is not known.", ex);
    }

    private static ProblemException unavailable(Upstream upstream, @Nullable IOException cause) {
        return new ProblemException(ProblemType.UNAVAILABLE,
                upstream.feature() + " is not available at the moment. Try again in a moment.", cause)
            .with("feature", upstream.name())
            .retryAfter(RETRY_AFTER);
    }

    private static ProblemException brokenBody(RequestBody.Broken broken, long limit) throws IOException {
        if (broken.reason() == RequestBody.Broken.Reason.TOO_LARGE) {
            return BodyPolicy.tooLarge(limit);
        }
        if (broken.getCause() instanceof SocketTimeoutException) {
            return new ProblemException(ProblemType.REQUEST_TIMEOUT, "The rest of the body did not come in time.",
                    broken)
                .header(HttpHeaders.CONNECTION, "close");
        }
        log.debug("The client went away while it was sending");
        throw broken.getCause() instanceof IOException cause ? cause : broken;
    }

    /**
     * A small document.
     *
     * @param status the reply's status
     * @param body its body
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Document(int status, byte[] body) {
    }

}
