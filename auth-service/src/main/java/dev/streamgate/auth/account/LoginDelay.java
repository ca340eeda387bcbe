/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.time.Duration;

/**
 * How long to wait after so many failures.
 *
 * @param free failures that cost nothing
 * @param first the wait after the first that does; each further one doubles it
 * @param longest the longest wait
 */
record LoginDelay(int free, Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 30;

    Duration after(int failures) {
        if (failures < this.free) {
            return Duration.ZERO;
        }
        Duration wait = this.first.multipliedBy(1L << Math.min(failures - this.free, MOST_DOUBLINGS));
        return (wait.compareTo(this.longest) < 0) ? wait : this.longest;
    }

}
