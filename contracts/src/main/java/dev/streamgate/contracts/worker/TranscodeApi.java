/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

import dev.streamgate.contracts.Page;

/**
 * Transcodes: the queue's jobs of type {@code transcode}. Users read and cancel their
 * own; operators read and cancel all.
 */
@HttpExchange("/api/v1/transcodes")
public interface TranscodeApi {

    /**
     * Queues a transcode of a content: 202. For the content's owner and operators.
     * Segments that exist already are not encoded again.
     */
    @PostExchange
    ResponseEntity<TranscodeView> create(@Valid @RequestBody CreateTranscode request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey);

    /** Lists transcodes, newest first. */
    @GetExchange
    Page<TranscodeView> list(@RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String contentId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor);

    /** Returns one transcode. */
    @GetExchange("/{transcodeId}")
    TranscodeView get(@PathVariable String transcodeId);

    /** Cancels a transcode; one that has ended is returned unchanged. */
    @PostExchange("/{transcodeId}/cancel")
    TranscodeView cancel(@PathVariable String transcodeId);

}
