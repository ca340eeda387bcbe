/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.transcode;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.worker.CreateTranscode;
import dev.streamgate.contracts.worker.TranscodeApi;
import dev.streamgate.contracts.worker.TranscodeView;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.hardening.security.Caller;

/** {@code /api/v1/transcodes}, without the transcoder's profiles and metrics. */
@RestController
@RateLimited("transcoder")
class TranscodeController implements TranscodeApi {

    private final Transcodes transcodes;

    TranscodeController(Transcodes transcodes) {
        this.transcodes = transcodes;
    }

    @Override
    @PreAuthorize("hasAnyRole('CREATOR', 'OPERATOR')")
    @Audited("transcode.create")
    public ResponseEntity<TranscodeView> create(CreateTranscode request, @Nullable String idempotencyKey) {
        return ResponseEntity.status(HttpStatus.ACCEPTED)
            .body(this.transcodes.submit(request, idempotencyKey, Caller.required()));
    }

    @Override
    public Page<TranscodeView> list(@Nullable String state, @Nullable String contentId, @Nullable Integer limit,
            @Nullable String cursor) {
        return this.transcodes.list(state, contentId, limit, cursor, Caller.required());
    }

    @Override
    public TranscodeView get(String transcodeId) {
        return this.transcodes.get(transcodeId, Caller.required());
    }

    @Override
    @Audited("transcode.cancel")
    public TranscodeView cancel(String transcodeId) {
        return this.transcodes.cancel(transcodeId, Caller.required());
    }

}
