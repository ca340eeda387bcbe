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
 * The media pipeline's access to contents. For services only; all calls are idempotent.
 * An update of a deleted content is a permanent 410: do not retry. The deletion is in the
 * feed of {@link ContentFeedApi}, so that the worker purges its media.
 */
@HttpExchange("/internal/v1/contents")
public interface PipelineApi {

    /**
     * Attaches a stored upload and sets the content to {@code processing}. Creates the
     * content if it does not exist; 403 if it belongs to another user than the uploader.
     */
    @PutExchange("/{contentId}/source")
    void attach(@PathVariable String contentId, @Valid @RequestBody AttachSource source);

    /**
     * Updates the media of a content. An update whose {@code sequence} does not exceed
     * the last one applied is ignored, so updates may arrive late, twice or out of order.
     */
    @PutExchange("/{contentId}/media")
    void update(@PathVariable String contentId, @Valid @RequestBody MediaUpdate update);

    /** Returns what authorization and playback need; 404 for an unknown content. */
    @GetExchange("/{contentId}/playback")
    PlaybackView playback(@PathVariable String contentId);

    /** Returns uploaded captions as WebVTT; 404 without captions in this language. */
    @GetExchange(url = "/{contentId}/captions/{language}", accept = "text/vtt")
    String captions(@PathVariable String contentId, @PathVariable String language);

    /** Returns the uploaded poster as JPEG; 404 without a poster. */
    @GetExchange(url = "/{contentId}/poster", accept = "image/jpeg")
    byte[] poster(@PathVariable String contentId);

    /**
     * Reports that the first segment of a content was served. The first report after an
     * upload returns the upload's trace context, so that the serving ends that trace.
     */
    @PostExchange("/{contentId}/first-serving")
    FirstSegmentServed firstServed(@PathVariable String contentId);

}
