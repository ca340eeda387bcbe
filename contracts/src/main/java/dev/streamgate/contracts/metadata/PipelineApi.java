/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/**
 * What the media pipeline tells and asks about contents. For services only; every call
 * may be repeated. Telling something of a content that was deleted is 410 and will stay
 * so: give up, the worker is asked to purge its media.
 */
@HttpExchange("/internal/v1/contents")
public interface PipelineApi {

    /**
     * Attaches a stored upload: makes the content where it does not exist, else checks
     * that its owner is the uploader (403), and sets it to {@code processing}.
     */
    @PutExchange("/{contentId}/source")
    void attach(@PathVariable String contentId, @Valid @RequestBody AttachSource source);

    /**
     * Tells how the media of a content stands. An update whose {@code sequence} is not
     * above the last one taken is ignored, so updates may arrive late, twice or out of
     * order.
     */
    @PutExchange("/{contentId}/media")
    void update(@PathVariable String contentId, @Valid @RequestBody MediaUpdate update);

    /**
     * What is needed to decide on playback and to play: 404 when there is no such
     * content.
     */
    @GetExchange("/{contentId}/playback")
    PlaybackView playback(@PathVariable String contentId);

    /**
     * The first segment of a content has been served. Answers the trace of its upload,
     * once, so that the serving becomes the last part of it; the trace is forgotten then.
     */
    @PostExchange("/{contentId}/first-serving")
    FirstSegmentServed firstServed(@PathVariable String contentId);

}
