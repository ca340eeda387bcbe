/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.hardening.digest.Sha256;
import dev.streamgate.media.ffmpeg.Ffmpeg;
import dev.streamgate.transcoder.ladder.Ladder;
import dev.streamgate.transcoder.ladder.LadderProperties;

/**
 * Names a package after everything that its bytes depend on, so that equal work is done
 * once and different work never meets in one folder.
 */
@Component
public class PackageKeys {

    /** To be raised with every change of the code that changes what is written. */
    private static final String PLAN_VERSION = "2";

    private final Ladder ladder;

    private final Ffmpeg ffmpeg;

    public PackageKeys(Ladder ladder, Ffmpeg ffmpeg) {
        this.ladder = ladder;
        this.ffmpeg = ffmpeg;
    }

    /** The key for a source and the profiles wished for; {@code null} for all. */
    public String of(String sourceSha256, @Nullable List<String> profiles) {
        LadderProperties properties = this.ladder.properties();
        String everything = String.join("\n", PLAN_VERSION, sourceSha256, this.ladder.profiles(profiles).toString(),
                properties.preset(), String.valueOf(properties.crf()), String.valueOf(properties.audioBitrate()),
                this.ffmpeg.buildId());
        return Sha256.hex(everything);
    }

}
