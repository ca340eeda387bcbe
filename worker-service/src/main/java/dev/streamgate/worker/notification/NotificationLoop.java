/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.notification;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import dev.streamgate.worker.queue.NotificationHub;

/** Tells metadata as soon as there is something to tell. */
@Component
@ConditionalOnProperty(name = "streamgate.worker.notices.enabled", matchIfMissing = true)
class NotificationLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(NotificationLoop.class);

    private static final Duration UNASKED = Duration.ofSeconds(2);

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final MetadataNotifier telling;

    private final MetadataOutbox outbox;

    private final NotificationHub wakeups;

    private volatile boolean running;

    private @Nullable Thread thread;

    private NotificationHub.@Nullable Waiter waiter;

    NotificationLoop(MetadataNotifier telling, MetadataOutbox outbox, NotificationHub wakeups) {
        this.telling = telling;
        this.outbox = outbox;
        this.wakeups = wakeups;
    }

    @Override
    public synchronized void start() {
        NotificationHub.Waiter hints = this.wakeups.register(NotificationHub.NOTICES);
        this.waiter = hints;
        this.running = true;
        this.thread = Thread.ofVirtual().name("messenger").start(() -> run(hints));
    }

    /** Lets what is being told come to its end. */
    @Override
    public synchronized void stop() {
        this.running = false;
        NotificationHub.Waiter hints = this.waiter;
        Thread telling = this.thread;
        if (hints != null && telling != null) {
            hints.wake();
            try {
                telling.join(LAST_WORDS);
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    private void run(NotificationHub.Waiter hints) {
        try (hints) {
            while (this.running) {
                hints.await(tellDue());
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells what is due, and says when to look again. */
    private Duration tellDue() {
        try {
            this.telling.tellDue();
            return this.outbox.next().filter((wait) -> wait.compareTo(UNASKED) < 0).orElse(UNASKED);
        }
        catch (RuntimeException ex) {
            // Whatever it was, the next content must not wait for a restart.
            log.warn("The outbox cannot be read now", ex);
            return UNASKED;
        }
    }

}
