/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.feed;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.metadata.ContentEvent;
import dev.streamgate.contracts.metadata.ContentEventIds;
import dev.streamgate.contracts.metadata.ContentFeedApi;
import dev.streamgate.suite.backoff.BackoffDelay;
import dev.streamgate.worker.job.JobSubmissions;
import dev.streamgate.worker.media.ContentOwners;

/**
 * Reads the feed of content events: stores the owners of created contents and purges the
 * media of deleted ones. Events are acknowledged after they have been applied; one that
 * is delivered again has no further effect. For one thread.
 */
@Component
class ContentFeedReader {

    private static final Logger log = LoggerFactory.getLogger(ContentFeedReader.class);

    /** Owner of the purge jobs. */
    private static final String OWNER = "service:metadata";

    private static final int PURGE_PRIORITY = 0;

    private static final int BATCH_SIZE = 100;

    private final ContentFeedApi feed;

    private final ContentOwners owners;

    private final JobSubmissions submissions;

    private final ContentFeedProperties properties;

    private int failures;

    ContentFeedReader(ContentFeedApi feed, ContentOwners owners, JobSubmissions submissions,
            ContentFeedProperties properties) {
        this.feed = feed;
        this.owners = owners;
        this.submissions = submissions;
        this.properties = properties;
    }

    /**
     * Reads and applies one batch of events.
     * @return delay until the next poll
     */
    Duration poll() {
        try {
            List<ContentEvent> events = this.feed.claim(BATCH_SIZE);
            List<String> applied = events.stream().filter(this::apply).map(ContentEvent::eventId).toList();
            if (!applied.isEmpty()) {
                this.feed.acknowledge(new ContentEventIds(applied));
            }
            this.failures = 0;
            return (applied.size() == BATCH_SIZE) ? Duration.ZERO : this.properties.pollInterval();
        }
        catch (RestClientException ex) {
            this.failures++;
            Duration delay = BackoffDelay.of(this.properties.pollInterval(), this.properties.maxBackOff())
                .after(this.failures);
            if (this.failures == 1) {
                log.warn("The content feed of metadata-service could not be read; next attempt in {}: {}", delay,
                        ex.getMessage());
            }
            return delay;
        }
    }

    private boolean apply(ContentEvent event) {
        try {
            switch (event.type()) {
                case CREATED -> this.owners.add(event.contentId(), Objects.requireNonNull(event.owner()));
                case DELETED -> {
                    this.owners.remove(event.contentId());
                    this.submissions.submit(MediaTask.PURGE, OWNER, event.contentId(),
                            Map.of("contentId", event.contentId()), PURGE_PRIORITY, "purge:" + event.eventId());
                }
            }
            return true;
        }
        catch (RuntimeException ex) {
            // One event must not delay the others.
            log.warn("Event {} of content {} could not be applied; it will be delivered again", event.eventId(),
                    event.contentId(), ex);
            return false;
        }
    }

}
