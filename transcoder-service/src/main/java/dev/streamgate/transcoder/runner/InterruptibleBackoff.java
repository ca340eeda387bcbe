/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.runner;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Pauses that grow, and end at once when the process is to stop. */
final class InterruptibleBackoff {

    private final CountDownLatch end = new CountDownLatch(1);

    private final Duration first;

    private final Duration limit;

    InterruptibleBackoff(Duration first, Duration limit) {
        this.first = first;
        this.limit = limit;
    }

    Duration first() {
        return this.first;
    }

    /** Waits, and returns how long to wait the next time. */
    Duration after(Duration pause) throws InterruptedException {
        if (this.end.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            return this.first;
        }
        Duration next = pause.multipliedBy(2);
        return (next.compareTo(this.limit) < 0) ? next : this.limit;
    }

    void stop() {
        this.end.countDown();
    }

    boolean ended() {
        return this.end.getCount() == 0;
    }

}
