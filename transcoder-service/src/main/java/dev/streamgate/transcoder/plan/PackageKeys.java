/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.hardening.digest.Sha256;
import dev.streamgate.media.ffmpeg.Ffmpeg;
import dev.streamgate.transcoder.copy.CopyRejections.Track;
import dev.streamgate.transcoder.ladder.Ladder;
import dev.streamgate.transcoder.ladder.LadderProperties;

/**
 * Computes package keys: a hash of inputs that determines the bytes of a package, so that
 * equal work is done once and packages never mix different output.
 */
@Component
public class PackageKeys {

    /**
     * Increment with every change of the code that changes the files of a package, or the
     * meaning of {@code presentation.json}. Packages of older versions stay playable;
     * their sources are planned again under a new key.
     */
    private static final String PLAN_VERSION = "8";

    private final Ladder ladder;

    private final Ffmpeg ffmpeg;

    public PackageKeys(Ladder ladder, Ffmpeg ffmpeg) {
        this.ladder = ladder;
        this.ffmpeg = ffmpeg;
    }

    /**
     * The key of a source's package.
     * @param sourceSha256 lower-case hex SHA-256 of the source
     * @param profiles names of the requested profiles; {@code null} for all
     * @param encoded tracks that must not be copied
     */
    public String of(String sourceSha256, @Nullable List<String> profiles, Set<Track> encoded) {
        LadderProperties properties = this.ladder.properties();
        String inputs = String.join("\n", PLAN_VERSION, sourceSha256, this.ladder.profiles(profiles).toString(),
                encoders(properties), String.valueOf(properties.audioBitrate()),
                this.ffmpeg.buildId() + (encoded.isEmpty() ? "" : "\n" + encoded));
        return Sha256.hex(inputs);
    }

    private static String encoders(LadderProperties properties) {
        return String.join(",", properties.preset(), String.valueOf(properties.crf()),
                String.valueOf(properties.hevcCrf()), String.valueOf(properties.av1Preset()),
                String.valueOf(properties.av1Crf()));
    }

}
