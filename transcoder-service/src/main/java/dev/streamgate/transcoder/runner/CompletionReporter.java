/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.runner;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/** Tells the queue how a task ended; the queue may be away for a while. */
final class CompletionReporter {

    private static final Logger logger = LoggerFactory.getLogger(CompletionReporter.class);

    private final InterruptibleBackoff pauses;

    private final Clock clock;

    private final TaskStatistics statistics;

    CompletionReporter(InterruptibleBackoff pauses, Clock clock, TaskStatistics statistics) {
        this.pauses = pauses;
        this.clock = clock;
        this.statistics = statistics;
    }

    /**
     * Makes a call, again and again until it arrives or the lease is over. What was
     * published stays, so that the next attempt finds it, whatever becomes of the call.
     */
    void send(Instant expiresAt, Runnable call) throws InterruptedException {
        Duration pause = this.pauses.first();
        while (true) {
            try {
                call.run();
                return;
            }
            catch (HttpClientErrorException ex) {
                logger.info("The queue does not take the result any more: {}", ex.getStatusCode());
                return;
            }
            catch (RestClientException ex) {
                this.statistics.queueFailed();
                if (this.clock.instant().isAfter(expiresAt) || this.pauses.ended()) {
                    logger.warn("The queue could not be told of a result", ex);
                    return;
                }
            }
            pause = this.pauses.after(pause);
        }
    }

}
