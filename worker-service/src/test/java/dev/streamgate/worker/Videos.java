/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.Extras;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.Subtitles;
import dev.streamgate.contracts.media.Presentation.VideoRendition;

/** Presentations of videos with segments of four seconds. */
public final class Videos {

    private Videos() {
    }

    /** A video with a remuxed rendition, two encoded ones and audio. */
    public static Presentation remuxed(String key, int segments) {
        return presentation(key, segments, true, true);
    }

    /** A video with two encoded renditions and audio. */
    public static Presentation encoded(String key, int segments) {
        return presentation(key, segments, false, true);
    }

    public static Presentation silent(String key, int segments) {
        return presentation(key, segments, true, false);
    }

    /** A video with subtitles. */
    public static Presentation subtitled(String key, int segments) {
        Presentation plan = remuxed(key, segments);
        Extras extras = new Extras(0, null, List.of(new Subtitles("subtitles-en", "en", null, 2, false, false)),
                List.of());
        return new Presentation(key, plan.sourceKey(), plan.mediaKey(), plan.duration(), plan.width(), plan.height(),
                plan.frameRate(), plan.timescale(), plan.segments(), plan.frames(), plan.video(), plan.audio(),
                plan.storyboard(), plan.streams(), plan.notes(), extras);
    }

    /** A video whose encoded renditions also have ladders of HEVC and AV1. */
    public static Presentation inThreeCodecs(String key, int segments) {
        Presentation plan = encoded(key, segments);
        List<VideoRendition> video = new ArrayList<>(plan.video());
        for (String codecs : List.of("hvc1.1.6.L93.90", "av01.0.05M.08")) {
            String suffix = codecs.startsWith("hvc1") ? "-hevc" : "-av1";
            plan.video()
                .forEach((one) -> video.add(new VideoRendition(one.name() + suffix, one.width(), one.height(),
                        one.bandwidth() / 2, one.averageBandwidth() / 2, codecs, Mode.ENCODE)));
        }
        return new Presentation(key, plan.sourceKey(), plan.mediaKey(), plan.duration(), plan.width(), plan.height(),
                plan.frameRate(), plan.timescale(), plan.segments(), plan.frames(), video, plan.audio(),
                plan.storyboard(), plan.streams());
    }

    /** The same plan for another source. */
    public static Presentation of(String sourceKey, Presentation plan) {
        return new Presentation(plan.packageKey(), sourceKey, sourceKey, plan.duration(), plan.width(), plan.height(),
                plan.frameRate(), plan.timescale(), plan.segments(), plan.frames(), plan.video(), plan.audio(),
                plan.storyboard(), plan.streams());
    }

    private static Presentation presentation(String key, int segments, boolean remux, boolean audible) {
        List<VideoRendition> video = new ArrayList<>();
        if (remux) {
            video.add(new VideoRendition("source", 1920, 1080, 8_000_000, 6_000_000, "avc1.640028", Mode.REMUX));
        }
        video.add(new VideoRendition("720p", 1280, 720, 3_000_000, 2_500_000, "avc1.64001f", Mode.ENCODE));
        video.add(new VideoRendition("480p", 854, 480, 1_500_000, 1_000_000, "avc1.64001e", Mode.ENCODE));
        List<AudioRendition> audio = audible ? List.of(new AudioRendition("audio", "und", 2, 48_000, 128_000,
                "mp4a.40.2", Collections.nCopies(segments, 192_512L), Mode.REMUX)) : List.of();
        return new Presentation(key, "uploads/a", "uploads/a", segments * 4.0, 1920, 1080, 30, 30_000,
                Collections.nCopies(segments, 120_000L), Collections.nCopies(segments, 120), video, audio, null, null);
    }

}
