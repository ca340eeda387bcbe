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
 * A client of the stream with its own thread, so that it delays no other. The connection
 * is closed if the client reads too slowly or its token expires; it can reconnect with
 * the id of the last event without missing one.
 */
class SseListener implements ChangeStream.Listener, Runnable {

    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final int QUEUE_CAPACITY = 256;

    private final SseEmitter emitter = new SseEmitter(0L);

    /** Missed changes or the current state; unbounded, emptied before other changes. */
    private final Queue<Change> initial = new ArrayDeque<>();

    private final BlockingQueue<Change> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);

    private final Clock clock;

    private final Instant until;

    private final Consumer<SseListener> onClose;

    private volatile boolean tooSlow;

    SseListener(Clock clock, Instant until, Consumer<SseListener> onClose) {
        this.clock = clock;
        this.until = until;
        this.onClose = onClose;
    }

    @Override
    public void initial(Change change) {
        this.initial.add(change);
    }

    @Override
    public void offer(Change change) {
        if (!this.queue.offer(change)) {
            this.tooSlow = true;
        }
    }

    SseEmitter start() {
        Thread.ofVirtual().name("sse-listener").start(this);
        return this.emitter;
    }

    @Override
    public void run() {
        try {
            // Without delay, so that a proxy forwards the response's headers before the
            // first change.
            this.emitter.send(SseEmitter.event().comment("listening").reconnectTime(1000));
            for (Change change = this.initial.poll(); change != null; change = this.initial.poll()) {
                send(change);
            }
            while (!this.tooSlow && this.clock.instant().isBefore(this.until)) {
                send(this.queue.poll(HEARTBEAT.toSeconds(), TimeUnit.SECONDS));
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
            this.onClose.accept(this);
        }
    }

    private void send(@Nullable Change change) throws IOException {
        this.emitter.send((change == null) ? SseEmitter.event().comment("heartbeat")
                : SseEmitter.event()
                    .id(change.id())
                    .name(change.event())
                    .data(change.data(), MediaType.APPLICATION_JSON));
    }

}
