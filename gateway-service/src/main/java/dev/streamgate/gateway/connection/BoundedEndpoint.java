/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.connection;

import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's endpoint, with a limit of connections for each address and a deadline for the
 * headers of a request. Tomcat's own time-out begins again with each byte. Thread-safe
 * once {@link #configure} has been called.
 */
final class BoundedEndpoint extends NioEndpoint {

    private @Nullable AddressCounts counts;

    private long headerTimeoutNanos = Long.MAX_VALUE;

    private Consumer<String> onClosing = (kind) -> {
    };

    /**
     * Sets the limits, before the endpoint starts.
     * @param headerTimeout how long the headers of a request may take
     * @param onClosing called with {@code address} or {@code headers} when a connection
     * is closed because of a limit
     */
    void configure(AddressCounts counts, Duration headerTimeout, Consumer<String> onClosing) {
        this.counts = counts;
        this.headerTimeoutNanos = headerTimeout.toNanos();
        this.onClosing = onClosing;
    }

    @Override
    public void setHandler(Handler<NioChannel> handler) {
        super.setHandler(new BoundedHandler(handler));
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        AddressCounts limits = this.counts;
        if (limits == null) {
            return super.setSocketOptions(socket);
        }
        InetAddress address = socket.socket().getInetAddress();
        if (!limits.tryAdd(address)) {
            this.onClosing.accept("address");
            destroySocket(socket);
            return false;
        }
        boolean accepted = super.setSocketOptions(socket);
        // A wrapped socket is counted until its wrapper is released.
        if (!accepted && this.connections.get(socket) == null) {
            limits.remove(address);
        }
        return accepted;
    }

    /** Watches the states of connections. */
    private final class BoundedHandler implements Handler<NioChannel> {

        private final Handler<NioChannel> handler;

        /** When the headers that are being received must be complete. */
        private final ConcurrentMap<SocketWrapperBase<NioChannel>, Long> deadlines = new ConcurrentHashMap<>();

        BoundedHandler(Handler<NioChannel> handler) {
            this.handler = handler;
        }

        @Override
        public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
            SocketState state = this.handler.process(socket, event);
            if (state != SocketState.LONG || isAsynchronous(socket)) {
                this.deadlines.remove(socket);
                return state;
            }
            long now = System.nanoTime();
            Long deadline = this.deadlines.putIfAbsent(socket, now + BoundedEndpoint.this.headerTimeoutNanos);
            if (deadline == null || now - deadline < 0) {
                return state;
            }
            BoundedEndpoint.this.onClosing.accept("headers");
            return SocketState.CLOSED;
        }

        /**
         * An asynchronous request is in this state, too, once its headers are complete.
         */
        private static boolean isAsynchronous(SocketWrapperBase<NioChannel> socket) {
            return socket.getCurrentProcessor() instanceof Processor processor && processor.isAsync();
        }

        @Override
        public void release(SocketWrapperBase<NioChannel> socket) {
            this.deadlines.remove(socket);
            AddressCounts limits = BoundedEndpoint.this.counts;
            if (limits != null && socket.getSocket().getIOChannel() != null) {
                limits.remove(socket.getSocket().getIOChannel().socket().getInetAddress());
            }
            this.handler.release(socket);
        }

        @Override
        public @Nullable Object getGlobal() {
            return this.handler.getGlobal();
        }

        @Override
        public void pause() {
            this.handler.pause();
        }

        @Override
        public void recycle() {
            this.handler.recycle();
        }

    }

}
