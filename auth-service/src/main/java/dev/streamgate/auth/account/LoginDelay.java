/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.time.Duration;

import dev.streamgate.suite.backoff.BackoffDelay;

/**
 * The delay of a login after failures: none at first, then an exponential back-off.
 *
 * @param allowedFailures number of failures without a delay, at least 1
 * @param backoff delays after each further failure
 */
record LoginDelay(int allowedFailures, BackoffDelay backoff) {

    /**
     * The delay of the next attempt.
     * @param failures consecutive failures
     */
    Duration after(int failures) {
        return (failures < this.allowedFailures) ? Duration.ZERO
                : this.backoff.after(failures - this.allowedFailures + 1);
    }

}
