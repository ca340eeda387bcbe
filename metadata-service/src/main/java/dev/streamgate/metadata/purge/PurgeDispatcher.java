package dev.streamgate.metadata.purge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.JobApi;
import dev.streamgate.contracts.worker.SubmitJob;

/**
 * Queues a job for each purge that is due. A crash after the call repeats it under the
 * same key, which the worker answers with the job that it has.
 */
@Component
class PurgeDispatcher {

    private static final Logger log = LoggerFactory.getLogger(PurgeDispatcher.class);

    private static final int BATCH = 20;

    /** Nobody waits for it. */
    private static final int PRIORITY = 0;

    private final Purges purges;

    private final JobApi jobs;

    PurgeDispatcher(Purges purges, JobApi jobs) {
        this.purges = purges;
        this.jobs = jobs;
    }

    @Scheduled(fixedDelayString = "${streamgate.metadata.purge.interval:30s}",
            initialDelayString = "${streamgate.metadata.purge.interval:30s}")
    void dispatch() {
        List<Purges.Purge> due;
        do {
            due = this.purges.claim(BATCH);
            if (!due.stream().allMatch(this::handle)) {
                return;
            }
        }
        while (due.size() == BATCH);
    }

    private boolean handle(Purges.Purge purge) {
        if (!purge.inUse()) {
            return submit(purge);
        }
        if (purge.sourceKey() != null) {
            this.purges.postpone(purge);
        }
        else {
            this.purges.done(purge);
        }
        return true;
    }

    /** Returns whether the worker has taken the job. */
    private boolean submit(Purges.Purge purge) {
        try {
            this.jobs.submit(new SubmitJob(MediaTask.PURGE, purge.contentId(), payload(purge), PRIORITY),
                    "purge:" + purge.id(), null);
        }
        catch (RestClientException ex) {
            log.warn("A purge could not be queued; it is tried again", ex);
            return false;
        }
        this.purges.done(purge);
        return true;
    }

    private static Map<String, Object> payload(Purges.Purge purge) {
        Map<String, Object> payload = new HashMap<>();
        payload.put("contentId", purge.contentId());
        payload.put("sourceKey", (purge.sourceKey() != null) ? purge.sourceKey() : "");
        payload.put("sourceSha256", "");
        payload.put("fromSegment", 0);
        payload.put("toSegment", 0);
        if (purge.sourceKey() == null && purge.packageKey() != null) {
            payload.put("packageKey", purge.packageKey());
        }
        return payload;
    }

}
