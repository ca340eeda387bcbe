/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.transcode;

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

/** Transcoding, as users see it: a user sees their own, operators see all. */
@HttpExchange("/api/v1/transcodes")
public interface TranscodeApi {

    /**
     * Has a content transcoded: 202. Only its owner and operators may. Work that was done
     * before is not done again.
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

    /** What videos are encoded to. */
    @GetExchange("/profiles")
    ProfilesView profiles();

    /** What this runner has done. */
    @GetExchange("/metrics")
    TranscodeMetricsView metrics();

    /** Reads one transcode. */
    @GetExchange("/{transcodeId}")
    TranscodeView get(@PathVariable String transcodeId);

    /** Stops a transcode; one that has ended is returned as it is. */
    @PostExchange("/{transcodeId}/cancel")
    TranscodeView cancel(@PathVariable String transcodeId);

}
