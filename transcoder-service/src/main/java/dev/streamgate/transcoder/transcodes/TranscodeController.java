/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.transcodes;

import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.transcode.CreateTranscode;
import dev.streamgate.contracts.transcode.ProfileView;
import dev.streamgate.contracts.transcode.ProfilesView;
import dev.streamgate.contracts.transcode.TranscodeApi;
import dev.streamgate.contracts.transcode.TranscodeMetricsView;
import dev.streamgate.contracts.transcode.TranscodeView;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.hardening.security.Caller;
import dev.streamgate.media.ffmpeg.Ffmpeg;
import dev.streamgate.transcoder.ladder.Ladder;
import dev.streamgate.transcoder.ladder.LadderProperties;
import dev.streamgate.transcoder.runner.TaskStatistics;
import dev.streamgate.transcoder.runner.TaskStatistics.Snapshot;

/** {@code /api/v1/transcodes}. */
@RestController
@RateLimited("transcoder")
class TranscodeController implements TranscodeApi {

    private final Transcodes transcodes;

    private final Ladder ladder;

    private final TaskStatistics statistics;

    private final Ffmpeg ffmpeg;

    TranscodeController(Transcodes transcodes, Ladder ladder, TaskStatistics statistics, Ffmpeg ffmpeg) {
        this.transcodes = transcodes;
        this.ladder = ladder;
        this.statistics = statistics;
        this.ffmpeg = ffmpeg;
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
    @Cacheable("profiles")
    public ProfilesView profiles() {
        LadderProperties properties = this.ladder.properties();
        return new ProfilesView(this.ladder.profiles()
            .stream()
            .map((profile) -> new ProfileView(profile.name(), profile.height(), profile.bitrate()))
            .toList(), properties.preset(), properties.crf(), properties.audioBitrate());
    }

    @Override
    @PreAuthorize("hasRole('OPERATOR')")
    public TranscodeMetricsView metrics() {
        Snapshot snapshot = this.statistics.snapshot();
        Double speed = (snapshot.encodingSeconds() > 0) ? snapshot.encodedSeconds() / snapshot.encodingSeconds() : null;
        return new TranscodeMetricsView(snapshot.running(), snapshot.done(), snapshot.failed(), snapshot.stopped(),
                snapshot.encodedSeconds(), speed, this.ffmpeg.version());
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
