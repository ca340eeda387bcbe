/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.notification;

import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Updates the gauge of the outbox periodically. */
@Component
class OutboxBacklog {

    private static final Logger log = LoggerFactory.getLogger(OutboxBacklog.class);

    private final MetadataOutbox outbox;

    private final AtomicLong pending = new AtomicLong();

    OutboxBacklog(MetadataOutbox outbox, MeterRegistry meters) {
        this.outbox = outbox;
        OutboxBacklogMeter.PENDING.gauge(meters, this.pending::get);
    }

    @Scheduled(fixedDelayString = "${streamgate.worker.queue.count-interval:10s}")
    void count() {
        try {
            this.pending.set(this.outbox.pending());
        }
        catch (DataAccessException ex) {
            log.debug("The outbox could not be counted", ex);
        }
    }

}
