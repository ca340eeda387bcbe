/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.ladder;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

import dev.streamgate.contracts.media.VideoCodec;
import dev.streamgate.hardening.configuration.InvalidConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LadderTests {

    private static final String PROFILE = "streamgate.transcoder.ladder.profiles[0].";

    @Test
    void byDefaultAllProfilesAreH264() {
        assertThat(ladder().profiles()).extracting(Profile::name)
            .containsExactly("1080p", "720p", "480p", "360p", "240p");
    }

    @Test
    void anAdditionalCodecHasAProfileForEachOneOfH264AtALowerBitrate() {
        Ladder ladder = ladder("streamgate.transcoder.ladder.additional-codecs", "av1,hevc");
        assertThat(ladder.profiles()).hasSize(15);
        assertThat(ladder.profiles()).extracting(Profile::codec).isSorted();
        assertThat(ladder.profiles()).contains(new Profile("720p-hevc", 720, 1_500_000, VideoCodec.HEVC),
                new Profile("240p-av1", 240, 150_000, VideoCodec.AV1));
    }

    @Test
    void eachCodecCoversAnOddSizeAndTheSizeOfACopiedSource() {
        Ladder ladder = ladder("streamgate.transcoder.ladder.additional-codecs", "av1");
        assertThat(ladder.rungs(ladder.profiles(), 1200, 900, false)).extracting(Rung::name)
            .containsExactly("900p", "720p", "480p", "360p", "240p", "900p-av1", "720p-av1", "480p-av1", "360p-av1",
                    "240p-av1");
        assertThat(ladder.rungs(ladder.profiles(), 640, 480, true)).extracting(Rung::name)
            .containsExactly("360p", "240p", "480p-av1", "360p-av1", "240p-av1");
    }

    @Test
    void aPictureThatTheEncodersRefuseHasH264Alone() {
        Ladder ladder = ladder("streamgate.transcoder.ladder.additional-codecs", "av1,hevc");
        assertThat(ladder.rungs(ladder.profiles(), 80, 48, false)).extracting(Rung::name).containsExactly("48p");
    }

    @Test
    void aCodecThatFfmpegCannotEncodeIsRefusedInOneSentence() {
        LadderProperties properties = properties("streamgate.transcoder.ladder.additional-codecs", "av1");
        assertThatExceptionOfType(InvalidConfigurationException.class)
            .isThrownBy(() -> new Ladder(properties, (codec) -> codec != VideoCodec.AV1, "5.1.9"))
            .withMessage("streamgate.transcoder.ladder has the profile 1080p-av1, and ffmpeg 5.1.9 cannot encode AV1 "
                    + "with key frames at segment boundaries.");
    }

    @Test
    void aLadderWithoutH264OrWithEqualNamesIsRefused() {
        LadderProperties withoutH264 = properties(PROFILE + "name", "best", PROFILE + "height", "720",
                PROFILE + "bitrate", "900000", PROFILE + "codec", "av1");
        assertThatExceptionOfType(InvalidConfigurationException.class)
            .isThrownBy(() -> new Ladder(withoutH264, (codec) -> true, "8"))
            .withMessageContaining("H.264");
        Profile profile = new Profile("x", 480, 500_000, VideoCodec.H264);
        LadderProperties twice = new LadderProperties(List.of(profile, profile), Set.of(), "fast", 23, 26, 10, 35,
                128_000);
        assertThatExceptionOfType(InvalidConfigurationException.class)
            .isThrownBy(() -> new Ladder(twice, (codec) -> true, "8"))
            .withMessageContaining("the name x");
    }

    @Test
    void theCodecsStringHasTheLowestLevelForSizeRateAndBitrate() {
        assertThat(codecs(VideoCodec.HEVC, 1920, 1080, 30)).isEqualTo("hvc1.1.6.L120.90");
        assertThat(codecs(VideoCodec.HEVC, 1920, 1080, 60)).isEqualTo("hvc1.1.6.L123.90");
        assertThat(codecs(VideoCodec.HEVC, 426, 240, 25)).isEqualTo("hvc1.1.6.L63.90");
        assertThat(codecs(VideoCodec.HEVC, 3840, 2160, 60)).isEqualTo("hvc1.1.6.L153.90");
        assertThat(codecs(VideoCodec.AV1, 1920, 1080, 30)).isEqualTo("av01.0.08M.08");
        assertThat(codecs(VideoCodec.AV1, 1080, 1920, 60)).isEqualTo("av01.0.09M.08");
        assertThat(codecs(VideoCodec.AV1, 426, 240, 25)).isEqualTo("av01.0.01M.08");
        assertThat(codecs(VideoCodec.AV1, 240, 1600, 5)).isEqualTo("av01.0.04M.08");
    }

    private static String codecs(VideoCodec codec, int width, int height, double rate) {
        return new Rung("", width, height, 0, codec).codecs(rate, 2_000_000);
    }

    private static Ladder ladder(String... settings) {
        return new Ladder(properties(settings), (codec) -> true, "8.0.1");
    }

    private static LadderProperties properties(String... settings) {
        MockEnvironment environment = new MockEnvironment();
        for (int i = 0; i < settings.length; i += 2) {
            environment.setProperty(settings[i], settings[i + 1]);
        }
        return Binder.get(environment).bindOrCreate("streamgate.transcoder.ladder", LadderProperties.class);
    }

}
