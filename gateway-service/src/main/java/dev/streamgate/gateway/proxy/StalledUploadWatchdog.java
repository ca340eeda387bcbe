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
 * Aborts uploads whose service has stopped reading. Socket reads have a timeout; socket
 * writes do not. Thread-safe.
 */
class StalledUploadWatchdog {

    private final Set<Watch> active = ConcurrentHashMap.newKeySet();

    /** Watches a body until the result is closed. */
    Watch watch(ForwardedRequestBody body, Duration timeout, Runnable abort) {
        Watch watch = new Watch(body, timeout, abort);
        this.active.add(watch);
        return watch;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void check() {
        this.active.forEach(Watch::check);
    }

    /** A body that is being sent. */
    final class Watch implements AutoCloseable {

        private final ForwardedRequestBody body;

        private final Duration timeout;

        private final Runnable abort;

        private Watch(ForwardedRequestBody body, Duration timeout, Runnable abort) {
            this.body = body;
            this.timeout = timeout;
            this.abort = abort;
        }

        private void check() {
            if (!this.body.isComplete() && System.nanoTime() - this.body.lastProgressNanos() > this.timeout.toNanos()) {
                this.abort.run();
            }
        }

        @Override
        public void close() {
            StalledUploadWatchdog.this.active.remove(this);
        }

    }

}
