/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.purge;

import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.JobApi;
import dev.streamgate.contracts.worker.SubmitJob;

/**
 * Queues a job for each deleted content. A crash after the call repeats it, and a purge
 * of what is purged does nothing.
 */
@Component
class PurgeDispatcher {

    private static final Logger log = LoggerFactory.getLogger(PurgeDispatcher.class);

    private static final int BATCH = 20;

    /** Nobody waits for it. */
    private static final int PRIORITY = 0;

    private final PurgeOutbox purges;

    private final JobApi jobs;

    PurgeDispatcher(PurgeOutbox purges, JobApi jobs) {
        this.purges = purges;
        this.jobs = jobs;
    }

    /** Soon after a deletion: until then the video is encoded on for nobody. */
    @Scheduled(fixedDelayString = "${streamgate.metadata.purge-interval:1s}",
            initialDelayString = "${streamgate.metadata.purge-interval:1s}")
    void dispatch() {
        List<String> due;
        do {
            due = this.purges.claim(BATCH);
            if (!due.stream().allMatch(this::submit)) {
                return;
            }
        }
        while (due.size() == BATCH);
    }

    /** Returns whether the worker has taken the job. */
    private boolean submit(String contentId) {
        try {
            this.jobs.submit(new SubmitJob(MediaTask.PURGE, contentId, null, PRIORITY), null, null);
        }
        catch (RestClientException ex) {
            log.warn("The purge of content {} could not be queued; it is tried again", contentId, ex);
            return false;
        }
        this.purges.done(contentId);
        return true;
    }

}
