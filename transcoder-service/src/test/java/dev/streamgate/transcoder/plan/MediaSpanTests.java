/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.media.ffmpeg.Probe.Ratio;
import dev.streamgate.media.ffmpeg.StreamTimes;

import static org.assertj.core.api.Assertions.assertThat;

class MediaSpanTests {

    private static final double PACKET = 0.024;

    @Test
    void twoPacketsOfSoundMayBeTheDelayAndPaddingOfItsCodec() {
        assertThat(span(4 + 1.9 * PACKET)).isEqualTo(new MediaSpan(0, 4));
    }

    @Test
    void moreSoundCounts() {
        assertThat(span(4 + 2.5 * PACKET)).isEqualTo(new MediaSpan(0, 4 + 2.5 * PACKET));
    }

    private static MediaSpan span(double soundEnd) {
        Ratio rate = new Ratio(25, 1);
        Probe.Video video = new Probe.Video(0, "mpeg4", "", "yuv420p", 320, 180, new Ratio(1, 1), 0, false, rate, rate,
                "", 8, new Probe.Colour("", "", "", false, 0), 0, 0);
        Probe.Audio audio = new Probe.Audio(1, 0, "mp3", "", 2, 48_000, "und", null, 0, 0);
        Probe probe = new Probe("avi", 4, 0, List.of(video), List.of(audio), List.of(), List.of(), null);
        Map<Integer, StreamTimes> times = Map.of(0, StreamTimes.ofEnds(0, 3.96, 4, 100), 1,
                StreamTimes.ofEnds(0, soundEnd - PACKET, soundEnd, (int) Math.round(soundEnd / PACKET)));
        return MediaSpan.of(new PreparedSource("key", probe, times, null, null));
    }

}
