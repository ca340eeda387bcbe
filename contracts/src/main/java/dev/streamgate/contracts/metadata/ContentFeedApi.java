/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import java.util.List;

import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * Feed of created and deleted contents for one consumer, worker-service. Each event is
 * delivered at least once: an event that was claimed and is not acknowledged within a
 * minute is delivered again. For services only.
 */
@HttpExchange("/internal/v1/content-events")
public interface ContentFeedApi {

    /**
     * Claims events: no other caller receives them for a minute.
     * @param limit maximum number of events, 1 to 100
     * @return deletions first, then the oldest events; possibly empty
     */
    @PostExchange("/claim")
    List<ContentEvent> claim(@RequestParam int limit);

    /**
     * Removes processed events from the feed; unknown ids are ignored. An event that
     * replaced a claimed one has another id, so it stays.
     */
    @PostExchange("/acknowledge")
    void acknowledge(@Valid @RequestBody ContentEventIds events);

}
