/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.backlog;

import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Counts uploads now and then, so that a scrape costs the database nothing. */
@Component
class UploadBacklog {

    private static final Logger log = LoggerFactory.getLogger(UploadBacklog.class);

    private final JdbcClient jdbc;

    private final AtomicLong open = new AtomicLong();

    private final AtomicLong verifying = new AtomicLong();

    private final AtomicLong stored = new AtomicLong();

    private final AtomicLong outbox = new AtomicLong();

    UploadBacklog(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        UploadBacklogMeter.SESSIONS.gauge(meters, this.open::get, "open");
        UploadBacklogMeter.SESSIONS.gauge(meters, this.verifying::get, "verifying");
        UploadBacklogMeter.STORED.gauge(meters, this.stored::get);
        UploadBacklogMeter.OUTBOX.gauge(meters, this.outbox::get);
    }

    @Scheduled(fixedDelayString = "${streamgate.upload.count-every:10s}")
    void countWaiting() {
        count(this.open, "SELECT count(*) FROM uploads WHERE state = 'OPEN'");
        count(this.verifying, "SELECT count(*) FROM uploads WHERE state = 'VERIFYING'");
        count(this.outbox, "SELECT count(*) FROM outbox");
    }

    /** Reads the whole table, and so less often. */
    @Scheduled(fixedDelayString = "${streamgate.upload.sum-every:1m}")
    void sumStored() {
        count(this.stored, "SELECT coalesce(sum(size), 0) FROM uploads WHERE state = 'STORED' AND NOT bytes_deleted");
    }

    private void count(AtomicLong value, String query) {
        try {
            value.set(this.jdbc.sql(query).query(Long.class).single());
        }
        catch (DataAccessException ex) {
            log.debug("Uploads cannot be counted now", ex);
        }
    }

}
