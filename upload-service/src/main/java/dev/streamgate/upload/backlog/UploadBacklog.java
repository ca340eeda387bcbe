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

import dev.streamgate.contracts.upload.UploadState;
import dev.streamgate.suite.postgres.EnumLiterals;
import dev.streamgate.upload.UploadMeter;

/** Counts uploads periodically, so that a scrape does not query the database. */
@Component
class UploadBacklog {

    private static final Logger log = LoggerFactory.getLogger(UploadBacklog.class);

    private final JdbcClient jdbc;

    private final AtomicLong open = new AtomicLong();

    private final AtomicLong verifying = new AtomicLong();

    private final AtomicLong storedBytes = new AtomicLong();

    private final AtomicLong outbox = new AtomicLong();

    UploadBacklog(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        UploadMeter.SESSIONS.gauge(meters, this.open::get, "open");
        UploadMeter.SESSIONS.gauge(meters, this.verifying::get, "verifying");
        UploadMeter.STORED.gauge(meters, this.storedBytes::get);
        UploadMeter.OUTBOX.gauge(meters, this.outbox::get);
    }

    @Scheduled(fixedDelayString = "${streamgate.upload.backlog-interval:10s}")
    void countUnfinished() {
        update(this.open, "SELECT count(*) FROM uploads WHERE state = {OPEN}");
        update(this.verifying, "SELECT count(*) FROM uploads WHERE state = {VERIFYING}");
        update(this.outbox, "SELECT count(*) FROM outbox");
    }

    /** Scans the whole table, hence less frequently. */
    @Scheduled(fixedDelayString = "${streamgate.upload.stored-bytes-interval:1m}")
    void sumStoredBytes() {
        update(this.storedBytes,
                "SELECT coalesce(sum(size), 0) FROM uploads WHERE NOT bytes_deleted AND state = {STORED}");
    }

    private void update(AtomicLong value, String query) {
        try {
            value.set(this.jdbc.sql(EnumLiterals.of(UploadState.class).in(query)).query(Long.class).single());
        }
        catch (DataAccessException ex) {
            log.debug("Cannot count uploads", ex);
        }
    }

}
