/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Clock;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Takes back leases that have run out, and forgets jobs that ended long ago. */
@Component
public class Housekeeping {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    private static final int BATCH = 100;

    private final Leases leases;

    private final JobStore jobs;

    private final QueueProperties properties;

    private final Clock clock;

    Housekeeping(Leases leases, JobStore jobs, QueueProperties properties, Clock clock) {
        this.leases = leases;
        this.jobs = jobs;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Takes back every lease that has run out.
     * @return how many
     */
    @Scheduled(fixedDelayString = "${streamgate.worker.queue.round:1s}")
    public int takeBackExpiredLeases() {
        int taken = 0;
        List<String> expired = this.jobs.expiredLeases(BATCH);
        for (String id : expired) {
            try {
                taken += this.leases.expire(id) ? 1 : 0;
            }
            catch (DataAccessException ex) {
                // The next round tries again; the other leases must not wait for it.
                log.warn("Could not take {} back", id, ex);
            }
        }
        return taken;
    }

    /**
     * Deletes jobs, with their tasks, that ended longer ago than they are kept.
     * @return how many
     */
    @Scheduled(fixedDelayString = "${streamgate.worker.queue.retention-round:10m}",
            initialDelayString = "${streamgate.worker.queue.retention-round:10m}")
    public int forgetOldJobs() {
        int forgotten = 0;
        int batch;
        do {
            batch = this.jobs.deleteEndedBefore(this.clock.instant().minus(this.properties.retention()), BATCH);
            forgotten += batch;
        }
        while (batch == BATCH);
        return forgotten;
    }

}
