/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.status;

import org.springframework.cache.annotation.Cacheable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.transcoder.ProfileView;
import dev.streamgate.contracts.transcoder.ProfilesView;
import dev.streamgate.contracts.transcoder.TranscoderApi;
import dev.streamgate.contracts.transcoder.TranscoderMetricsView;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.media.ffmpeg.Ffmpeg;
import dev.streamgate.transcoder.ladder.Ladder;
import dev.streamgate.transcoder.ladder.LadderProperties;
import dev.streamgate.transcoder.runner.TaskStatistics;
import dev.streamgate.transcoder.runner.TaskStatistics.Snapshot;

/** {@code /api/v1/transcodes/profiles} and {@code /api/v1/transcodes/metrics}. */
@RestController
@RateLimited("transcoder")
class TranscoderController implements TranscoderApi {

    private final Ladder ladder;

    private final TaskStatistics statistics;

    private final Ffmpeg ffmpeg;

    TranscoderController(Ladder ladder, TaskStatistics statistics, Ffmpeg ffmpeg) {
        this.ladder = ladder;
        this.statistics = statistics;
        this.ffmpeg = ffmpeg;
    }

    @Override
    @Cacheable("profiles")
    public ProfilesView profiles() {
        LadderProperties properties = this.ladder.properties();
        return new ProfilesView(
                this.ladder.profiles()
                    .stream()
                    .map((profile) -> new ProfileView(profile.name(), profile.height(), profile.bitrate(),
                            profile.codec()))
                    .toList(),
                properties.preset(), properties.crf(), properties.hevcCrf(), properties.av1Preset(),
                properties.av1Crf(), properties.audioBitrate());
    }

    @Override
    @PreAuthorize("hasRole('OPERATOR')")
    public TranscoderMetricsView metrics() {
        Snapshot snapshot = this.statistics.snapshot();
        Double speed = (snapshot.encodingSeconds() > 0) ? snapshot.encodedSeconds() / snapshot.encodingSeconds() : null;
        return new TranscoderMetricsView(snapshot.running(), snapshot.done(), snapshot.failed(), snapshot.stopped(),
                snapshot.encodedSeconds(), speed, this.ffmpeg.version());
    }

}
