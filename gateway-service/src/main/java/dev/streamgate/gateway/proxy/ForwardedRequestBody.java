/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.problem.BodyTooLargeException;
import dev.streamgate.suite.load.MinimumRate;

/**
 * A client's request body, streamed to the service through one buffer. Confined to the
 * request's thread, except {@link #lastProgressNanos()} and {@link #isComplete()}.
 */
final class ForwardedRequestBody extends AbstractHttpEntity {

    private static final int BUFFER_SIZE = 64 * 1024;

    private final HttpServletRequest clientRequest;

    private final long length;

    private final long limit;

    private final MinimumRate rate;

    private final Runnable abort;

    private volatile long lastProgressNanos = System.nanoTime();

    private volatile boolean complete;

    private @Nullable BodyException failure;

    /**
     * Wraps the body of a request.
     * @param limit the largest accepted size in bytes
     * @param rate ends a body that arrives too slowly
     * @param abort closes the connection to the service immediately, so that the service
     * cannot take an incomplete body for a complete one
     */
    ForwardedRequestBody(HttpServletRequest clientRequest, long limit, MinimumRate rate, Runnable abort) {
        super((String) null, null, clientRequest.getContentLengthLong() < 0);
        this.clientRequest = clientRequest;
        this.length = clientRequest.getContentLengthLong();
        this.limit = limit;
        this.rate = rate;
        this.abort = abort;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[(int) ((this.length < 0) ? BUFFER_SIZE : Math.min(BUFFER_SIZE, this.length))];
        InputStream body = read(this.clientRequest::getInputStream);
        long total = 0;
        while (true) {
            int count = read(() -> body.read(buffer));
            this.lastProgressNanos = System.nanoTime();
            if (count < 0) {
                break;
            }
            total += count;
            if (total > this.limit) {
                throw fail(new BodyException(BodyException.Reason.TOO_LARGE, null));
            }
            if (!this.rate.record(count)) {
                throw fail(new BodyException(BodyException.Reason.TOO_SLOW, null));
            }
            out.write(buffer, 0, count);
            if (read(body::available) == 0) {
                out.flush();
            }
            this.lastProgressNanos = System.nanoTime();
        }
        this.complete = true;
    }

    private <T> T read(ClientRead<T> read) throws BodyException {
        try {
            return read.run();
        }
        catch (IOException ex) {
            throw fail(new BodyException((BodyTooLargeException.in(ex) != null) ? BodyException.Reason.TOO_LARGE
                    : BodyException.Reason.CLIENT, ex));
        }
    }

    private BodyException fail(BodyException exception) {
        this.failure = exception;
        this.abort.run();
        return exception;
    }

    /** Why reading from the client failed; {@code null} if it did not. */
    @Nullable BodyException failure() {
        return this.failure;
    }

    /** Whether the complete body has been written to the service. */
    boolean isComplete() {
        return this.complete;
    }

    /** When the last bytes were read or written, as {@link System#nanoTime()}. */
    long lastProgressNanos() {
        return this.lastProgressNanos;
    }

    @Override
    public long getContentLength() {
        return this.length;
    }

    @Override
    public boolean isStreaming() {
        return true;
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public InputStream getContent() throws IOException {
        return this.clientRequest.getInputStream();
    }

    @Override
    public void close() {
        // The servlet container owns the client's stream.
    }

    private interface ClientRead<T> {

        T run() throws IOException;

    }

    /** The body could not be read from the client. */
    static final class BodyException extends IOException {

        private static final long serialVersionUID = 1L;

        private final Reason reason;

        BodyException(Reason reason, @Nullable IOException cause) {
            super("The request body could not be read: " + reason, cause);
            this.reason = reason;
        }

        Reason reason() {
            return this.reason;
        }

        /** Why the body could not be read. */
        enum Reason {

            /** The client disconnected or stalled. */
            CLIENT,

            /** The body exceeds the route's limit. */
            TOO_LARGE,

            /** The body arrives below the minimum rate. */
            TOO_SLOW

        }

    }

}
