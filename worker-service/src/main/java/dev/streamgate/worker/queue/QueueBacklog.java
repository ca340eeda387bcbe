/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Clock;
import java.util.List;
import java.util.Locale;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.worker.queue.JobQueries.Count;

/**
 * Updates the gauges of the queue periodically, so that a scrape does not query the
 * database.
 */
@Component
class QueueBacklog {

    private static final Logger log = LoggerFactory.getLogger(QueueBacklog.class);

    private final JobQueries jobs;

    private final Clock clock;

    private final MultiGauge counts;

    private final MultiGauge oldest;

    QueueBacklog(JobQueries jobs, Clock clock, MeterRegistry meters, NotificationHub notifications) {
        this.jobs = jobs;
        this.clock = clock;
        this.counts = QueueBacklogMeter.JOBS.rows().register(meters);
        this.oldest = QueueBacklogMeter.OLDEST.rows().register(meters);
        QueueBacklogMeter.WAITING.gauge(meters, notifications::waiting);
    }

    @Scheduled(fixedDelayString = "${streamgate.worker.queue.count-interval:10s}")
    void count() {
        try {
            List<Count> found = this.jobs.count(this.clock.instant());
            this.counts.register(
                    found.stream()
                        .map((count) -> MultiGauge.Row.of(QueueBacklogMeter.JOBS.tags(count.type(),
                                count.state().name().toLowerCase(Locale.ROOT)), count.number()))
                        .toList(),
                    true);
            this.oldest.register(found.stream()
                .filter((count) -> count.state() == JobState.QUEUED)
                .map((count) -> MultiGauge.Row.of(QueueBacklogMeter.OLDEST.tags(count.type()), count.age()))
                .toList(), true);
        }
        catch (DataAccessException ex) {
            log.debug("The jobs could not be counted", ex);
        }
    }

}
