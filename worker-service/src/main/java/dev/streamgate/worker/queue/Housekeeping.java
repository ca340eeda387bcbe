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

/** Requeues jobs whose lease has expired, and deletes old jobs. */
@Component
public class Housekeeping {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    private static final int BATCH_SIZE = 100;

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
     * Ends leases that have expired.
     * @return how many
     */
    @Scheduled(fixedDelayString = "${streamgate.worker.queue.check-interval:1s}")
    public int expireLeases() {
        int expired = 0;
        List<String> ids = this.jobs.expiredLeases(BATCH_SIZE);
        for (String id : ids) {
            try {
                expired += this.leases.expire(id) ? 1 : 0;
            }
            catch (DataAccessException ex) {
                // One failure must not delay the other leases.
                log.warn("The expired lease of {} could not be ended; next attempt in {}", id,
                        this.properties.checkInterval(), ex);
            }
        }
        return expired;
    }

    /**
     * Deletes jobs, with their tasks, after their retention period.
     * @return how many
     */
    @Scheduled(fixedDelayString = "${streamgate.worker.queue.cleanup-interval:10m}",
            initialDelayString = "${streamgate.worker.queue.cleanup-interval:10m}")
    public int deleteOldJobs() {
        int deleted = 0;
        int batch;
        do {
            batch = this.jobs.deleteEndedBefore(this.clock.instant().minus(this.properties.retention()), BATCH_SIZE);
            deleted += batch;
        }
        while (batch == BATCH_SIZE);
        return deleted;
    }

}
