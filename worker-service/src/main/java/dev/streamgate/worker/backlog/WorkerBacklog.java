/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.backlog;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
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

import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.suite.postgres.EnumLiterals;
import dev.streamgate.worker.WorkerMeter;
import dev.streamgate.worker.queue.JobStore;
import dev.streamgate.worker.queue.NotificationHub;

import static dev.streamgate.worker.sql.Columns.at;

/** Updates the gauges periodically, so that a scrape does not query the database. */
@Component
class WorkerBacklog {

    private static final Logger log = LoggerFactory.getLogger(WorkerBacklog.class);

    /** Parked tasks wait for a request rather than for a runner. */
    private static final String COUNT_JOBS = EnumLiterals.of(JobState.class).in("""
            SELECT type, state, count(*) AS number, coalesce(EXTRACT(EPOCH FROM ? - min(run_after)
                FILTER (WHERE state = {QUEUED} AND run_after <= ?)), 0) AS age
            FROM jobs WHERE state IN ({QUEUED}, {RUNNING}, {FAILED}) AND run_after < ?
            GROUP BY type, state""");

    private static final String COUNT_OUTBOX = "SELECT count(*) FROM contents WHERE sequence > sent_sequence";

    private final JdbcClient jdbc;

    private final Clock clock;

    private final MultiGauge jobs;

    private final MultiGauge oldest;

    private final AtomicLong outbox = new AtomicLong();

    WorkerBacklog(JdbcClient jdbc, Clock clock, MeterRegistry meters, NotificationHub notifications) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.jobs = WorkerMeter.JOBS.rows().register(meters);
        this.oldest = WorkerMeter.OLDEST_QUEUED.rows().register(meters);
        WorkerMeter.OUTBOX.gauge(meters, this.outbox::get);
        WorkerMeter.WAITING_CALLERS.gauge(meters, notifications::waiting);
    }

    @Scheduled(fixedDelayString = "${streamgate.worker.queue.count-interval:10s}")
    void count() {
        try {
            var now = at(this.clock.instant());
            List<Count> found = this.jdbc.sql(COUNT_JOBS)
                .params(now, now, at(JobStore.PARKED))
                .query(DataClassRowMapper.newInstance(Count.class))
                .list();
            this.jobs.register(found.stream()
                .map((count) -> MultiGauge.Row.of(
                        WorkerMeter.JOBS.tags(count.type(), count.state().name().toLowerCase(Locale.ROOT)),
                        count.number()))
                .toList(), true);
            this.oldest.register(found.stream()
                .filter((count) -> count.state() == JobState.QUEUED)
                .map((count) -> MultiGauge.Row.of(WorkerMeter.OLDEST_QUEUED.tags(count.type()), count.age()))
                .toList(), true);
            this.outbox.set(this.jdbc.sql(COUNT_OUTBOX).query(Long.class).single());
        }
        catch (DataAccessException ex) {
            log.debug("The backlog could not be counted", ex);
        }
    }

    /**
     * Number of jobs of one type in one state.
     *
     * @param type the type
     * @param state the state
     * @param number how many
     * @param age seconds since the first of them became available for a lease
     */
    record Count(String type, JobState state, long number, double age) {
    }

}
