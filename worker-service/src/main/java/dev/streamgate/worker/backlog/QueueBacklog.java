/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.backlog;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.streamgate.worker.queue.NotificationHub;

import static dev.streamgate.worker.sql.Columns.at;

/** Counts the queue now and then, so that a scrape costs the database nothing. */
@Component
class QueueBacklog {

    private static final Logger log = LoggerFactory.getLogger(QueueBacklog.class);

    private final JdbcClient jdbc;

    private final Clock clock;

    private final MultiGauge jobs;

    private final MultiGauge oldest;

    private final AtomicLong untold = new AtomicLong();

    QueueBacklog(JdbcClient jdbc, Clock clock, MeterRegistry meters, NotificationHub wakeups) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.jobs = QueueBacklogMeter.JOBS.rows().register(meters);
        this.oldest = QueueBacklogMeter.OLDEST.rows().register(meters);
        QueueBacklogMeter.WAITING.gauge(meters, wakeups::waiting);
        QueueBacklogMeter.UNTOLD.gauge(meters, this.untold::get);
    }

    @Scheduled(fixedDelayString = "${streamgate.worker.queue.count-round:10s}")
    void count() {
        try {
            List<Count> counts = this.jdbc.sql("""
                    SELECT type, state, count(*) AS number, coalesce(EXTRACT(EPOCH FROM :now - min(run_after)
                        FILTER (WHERE state = 'queued' AND run_after <= :now)), 0) AS age
                    FROM jobs WHERE state IN ('queued', 'running', 'failed') GROUP BY type, state""")
                .param("now", at(this.clock.instant()))
                .query(DataClassRowMapper.newInstance(Count.class))
                .list();
            this.jobs.register(counts.stream()
                .map((count) -> MultiGauge.Row.of(QueueBacklogMeter.JOBS.tags(count.type(), count.state()),
                        count.number()))
                .toList(), true);
            this.oldest.register(counts.stream()
                .filter((count) -> count.state().equals("queued"))
                .map((count) -> MultiGauge.Row.of(QueueBacklogMeter.OLDEST.tags(count.type()), count.age()))
                .toList(), true);
            this.untold.set(this.jdbc.sql("SELECT count(*) FROM contents WHERE sequence > sent_sequence")
                .query(Long.class)
                .single());
        }
        catch (DataAccessException ex) {
            log.debug("The queue cannot be counted now", ex);
        }
    }

    /**
     * Jobs of one type in one state.
     *
     * @param type the type
     * @param state the state
     * @param number how many
     * @param age seconds since the first of them could have been leased
     */
    record Count(String type, String state, long number, double age) {
    }

}
