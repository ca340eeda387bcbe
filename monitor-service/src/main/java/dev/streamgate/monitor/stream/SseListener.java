/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.stream;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * A client that listens. It has a thread of its own, so it can hold up nobody; one that
 * reads too slowly loses its connection, and so does one whose token has expired. Both
 * come back with the id of the last event and miss nothing.
 */
class SseListener implements ChangeStream.Listener, Runnable {

    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final int BACKLOG = 256;

    private final SseEmitter emitter = new SseEmitter(0L);

    /** What it starts with, as large as the state is; gone once it is sent. */
    private final Queue<Change> first = new ArrayDeque<>();

    private final BlockingQueue<Change> backlog = new ArrayBlockingQueue<>(BACKLOG);

    private final Clock clock;

    private final Instant until;

    private final Consumer<SseListener> atTheEnd;

    private volatile boolean tooSlow;

    SseListener(Clock clock, Instant until, Consumer<SseListener> atTheEnd) {
        this.clock = clock;
        this.until = until;
        this.atTheEnd = atTheEnd;
    }

    @Override
    public void first(Change change) {
        this.first.add(change);
    }

    @Override
    public void offer(Change change) {
        if (!this.backlog.offer(change)) {
            this.tooSlow = true;
        }
    }

    SseEmitter start() {
        Thread.ofVirtual().name("listener").start(this);
        return this.emitter;
    }

    @Override
    public void run() {
        try {
            // At once, so that a proxy passes the reply's head on even when there is
            // nothing to say.
            this.emitter.send(SseEmitter.event().comment("listening").reconnectTime(1000));
            for (Change change = this.first.poll(); change != null; change = this.first.poll()) {
                send(change);
            }
            while (!this.tooSlow && this.clock.instant().isBefore(this.until)) {
                send(this.backlog.poll(HEARTBEAT.toSeconds(), TimeUnit.SECONDS));
            }
            this.emitter.complete();
        }
        catch (IOException | IllegalStateException ex) {
            this.emitter.completeWithError(ex);
        }
        catch (InterruptedException ex) {
            this.emitter.complete();
            Thread.currentThread().interrupt();
        }
        finally {
            this.atTheEnd.accept(this);
        }
    }

    private void send(@Nullable Change change) throws IOException {
        this.emitter.send((change == null) ? SseEmitter.event().comment("still here")
                : SseEmitter.event()
                    .id(change.id())
                    .name(change.event())
                    .data(change.data(), MediaType.APPLICATION_JSON));
    }

}
