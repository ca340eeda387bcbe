/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.handover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Empties the outbox: woken when something was put into it, and looking by itself for
 * what is to be repeated or was put there by a process that died.
 */
@Component
class UploadOutboxRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(UploadOutboxRelay.class);

    private static final int THREADS = 2;

    private final UploadOutboxPublisher handover;

    private final UploadOutbox outbox;

    private final Duration poll;

    private final List<Thread> threads = new ArrayList<>();

    private volatile boolean running;

    UploadOutboxRelay(UploadOutboxPublisher handover, UploadOutbox outbox,
            @Value("${streamgate.upload.outbox-poll:250ms}") Duration poll) {
        this.handover = handover;
        this.outbox = outbox;
        this.poll = poll;
    }

    @Override
    public synchronized void start() {
        this.running = true;
        for (int number = 0; number < THREADS; number++) {
            this.threads.add(Thread.ofVirtual().name("outbox-" + number).start(this::run));
        }
    }

    @Override
    public synchronized void stop() {
        this.running = false;
        this.threads.forEach(Thread::interrupt);
        this.threads.clear();
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    private void run() {
        try {
            while (this.running) {
                if (!next()) {
                    this.outbox.await(this.poll);
                }
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing that happens to one upload may end the relay. */
    private boolean next() {
        try {
            return this.handover.next();
        }
        catch (RuntimeException ex) {
            if (this.running) {
                log.warn("The outbox cannot be read", ex);
            }
            return false;
        }
    }

}
