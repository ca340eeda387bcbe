/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway.proxy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.springframework.scheduling.annotation.Scheduled;

/**
 * Hangs up on services that have stopped reading a body. Reading from a socket has a
 * time-out of its own; writing to one has none. Safe for threads.
 */
class StalledUploadWatchdog {

    private final Set<Watched> underWay = ConcurrentHashMap.newKeySet();

    /** Watches until the result is closed. */
    Watched watch(RequestBody body, Duration patience, Runnable hangUp) {
        Watched watched = new Watched(body, patience, hangUp);
        this.underWay.add(watched);
        return watched;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void check() {
        this.underWay.forEach(Watched::check);
    }

    /** A body under way. */
    final class Watched implements AutoCloseable {

        private final RequestBody body;

        private final Duration patience;

        private final Runnable hangUp;

        private Watched(RequestBody body, Duration patience, Runnable hangUp) {
            this.body = body;
            this.patience = patience;
            this.hangUp = hangUp;
        }

        private void check() {
            if (!this.body.complete() && System.nanoTime() - this.body.lastMoved() > this.patience.toNanos()) {
                this.hangUp.run();
            }
        }

        @Override
        public void close() {
            StalledUploadWatchdog.this.underWay.remove(this);
        }

    }

}
