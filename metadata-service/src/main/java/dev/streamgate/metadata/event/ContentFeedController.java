/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.event;

import java.util.List;

import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.metadata.ContentEvent;
import dev.streamgate.contracts.metadata.ContentEventIds;
import dev.streamgate.contracts.metadata.ContentFeedApi;
import dev.streamgate.suite.page.PageLimit;

/** Delivers content events to worker-service. */
@RestController
class ContentFeedController implements ContentFeedApi {

    private static final int MAX_EVENTS = 100;

    private final ContentEvents events;

    ContentFeedController(ContentEvents events) {
        this.events = events;
    }

    @Override
    public List<ContentEvent> claim(int limit) {
        return this.events.claim(PageLimit.of(limit, MAX_EVENTS, MAX_EVENTS));
    }

    @Override
    public void acknowledge(ContentEventIds events) {
        this.events.acknowledge(events.eventIds());
    }

}
