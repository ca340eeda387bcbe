/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

import dev.streamgate.media.ffmpeg.FfmpegAutoConfiguration.SelectionListener;

/**
 * The key {@code ffmpeg} of the endpoint {@code info}: release, origin and the names of
 * what the build lacks; absent until an ffmpeg is selected. Thread-safe.
 */
final class FfmpegInfo implements InfoContributor, SelectionListener {

    private volatile @Nullable Ffmpeg selected;

    @Override
    public void selected(Ffmpeg ffmpeg) {
        this.selected = ffmpeg;
    }

    @Override
    public void contribute(Info.Builder info) {
        Ffmpeg ffmpeg = this.selected;
        if (ffmpeg != null) {
            info.withDetail("ffmpeg", Map.of("release", ffmpeg.release(), "origin", ffmpeg.origin(), "missing",
                    ffmpeg.missing(), "sandbox", ffmpeg.sandbox()));
        }
    }

}
