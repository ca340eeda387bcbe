/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.runner;

import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.RestClientException;

import dev.streamgate.suite.backoff.BackoffDelay;

/** Reports results to the queue and retries while the queue is unavailable. */
final class CompletionReporter {

    private static final Logger logger = LoggerFactory.getLogger(CompletionReporter.class);

    private final BackoffDelay backoff;

    private final ShutdownSignal shutdown;

    private final TaskStatistics statistics;

    CompletionReporter(BackoffDelay backoff, ShutdownSignal shutdown, TaskStatistics statistics) {
        this.backoff = backoff;
        this.shutdown = shutdown;
        this.statistics = statistics;
    }

    /**
     * Calls the queue until the call succeeds, the lease is lost, or it expires.
     * Published segments remain in any case, and the next attempt at the task finds them.
     * @param leaseExpired whether the lease has expired
     */
    void report(BooleanSupplier leaseExpired, Runnable call) throws InterruptedException {
        for (int failures = 1;; failures++) {
            try {
                call.run();
                return;
            }
            catch (RestClientException ex) {
                if (LeaseKeeper.endsLease(ex)) {
                    logger.info("The queue rejected the result, since the lease is lost: {}", ex.getMessage());
                    return;
                }
                this.statistics.queueFailed();
                if (leaseExpired.getAsBoolean() || this.shutdown.isRaised()) {
                    logger.warn("The result could not be reported; the queue will run the task again", ex);
                    return;
                }
            }
            this.shutdown.await(this.backoff.after(failures));
        }
    }

}
