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

/**
 * The client's body on its way to the service, through one buffer. Used by one exchange;
 * {@link #lastMoved()} may be asked by any thread.
 */
final class RequestBody extends AbstractHttpEntity {

    private static final int BUFFER = 64 * 1024;

    private final HttpServletRequest client;

    private final long length;

    private final long limit;

    private final Runnable hangUp;

    private volatile long lastMoved = System.nanoTime();

    private volatile boolean complete;

    private @Nullable Broken broken;

    /**
     * Wraps the body of a request.
     * @param limit how many bytes are let through
     * @param hangUp closes the connection to the service at once, so that an unfinished
     * body can never look like a finished one
     */
    RequestBody(HttpServletRequest client, long limit, Runnable hangUp) {
        super((String) null, null, client.getContentLengthLong() < 0);
        this.client = client;
        this.length = client.getContentLengthLong();
        this.limit = limit;
        this.hangUp = hangUp;
    }

    @Override
    public void writeTo(OutputStream service) throws IOException {
        byte[] buffer = new byte[(int) ((this.length < 0) ? BUFFER : Math.min(BUFFER, this.length))];
        InputStream body = read(this.client::getInputStream);
        long total = 0;
        while (true) {
            int count = read(() -> body.read(buffer));
            this.lastMoved = System.nanoTime();
            if (count < 0) {
                break;
            }
            total += count;
            if (total > this.limit) {
                throw broken(new Broken(Broken.Reason.TOO_LARGE, null));
            }
            service.write(buffer, 0, count);
            if (read(body::available) == 0) {
                service.flush();
            }
            this.lastMoved = System.nanoTime();
        }
        this.complete = true;
    }

    private <T> T read(Source<T> source) throws Broken {
        try {
            return source.get();
        }
        catch (IOException ex) {
            throw broken(new Broken(
                    (BodyTooLargeException.in(ex) != null) ? Broken.Reason.TOO_LARGE : Broken.Reason.CLIENT, ex));
        }
    }

    private Broken broken(Broken reason) {
        this.broken = reason;
        this.hangUp.run();
        return reason;
    }

    /** Why the body ended early on the client's side; {@code null} if it did not. */
    @Nullable Broken broken() {
        return this.broken;
    }

    /** Whether the service was given all of it. */
    boolean complete() {
        return this.complete;
    }

    /** When bytes last moved, in the terms of {@link System#nanoTime()}. */
    long lastMoved() {
        return this.lastMoved;
    }

    long limit() {
        return this.limit;
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
        return this.client.getInputStream();
    }

    @Override
    public void close() {
        // The servlet container owns the client's stream.
    }

    /** Something that reads from the client. */
    private interface Source<T> {

        T get() throws IOException;

    }

    /** The body ended early, and not because of the service. */
    static final class Broken extends IOException {

        private static final long serialVersionUID = 1L;

        private final Reason reason;

        Broken(Reason reason, @Nullable IOException cause) {
            super("The client's body ended early: " + reason, cause);
            this.reason = reason;
        }

        Reason reason() {
            return this.reason;
        }

        /** On whose account it ended. */
        enum Reason {

            /** The client closed its connection or fell silent. */
            CLIENT,

            /** The body passed the route's bound. */
            TOO_LARGE

        }

    }

}
