/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.ladder;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import dev.streamgate.contracts.media.VideoCodec;

/**
 * Encoder settings. Changing one of them changes the package keys, so that existing
 * packages stay separate.
 *
 * @param profiles The rungs. Default: 1080p at 5000, 720p at 2500, 480p at 1000, 360p at
 * 600 and 240p at 300 kbit/s, all H.264.
 * @param additionalCodecs Codecs of which each video also gets a ladder: hevc, av1. It
 * has a profile for each one of H.264, with the codec at the end of its name, at 60 % of
 * the bitrate for HEVC and at half of it for AV1.
 * @param preset Preset of x264 and x265: faster presets reduce quality, slower ones take
 * longer.
 * @param crf Constant rate factor of x264; a profile's bitrate caps the result.
 * @param hevcCrf Constant rate factor of x265.
 * @param av1Preset Preset of SVT-AV1: higher ones are faster.
 * @param av1Crf Constant rate factor of SVT-AV1.
 * @param audioBitrate Bits per second of encoded audio.
 */
@Validated
@ConfigurationProperties("streamgate.transcoder.ladder")
public record LadderProperties(@DefaultValue List<@Valid Profile> profiles,
        @DefaultValue Set<VideoCodec> additionalCodecs,
        @Pattern(
                regexp = "ultrafast|superfast|veryfast|faster|fast|medium|slow|slower") @DefaultValue("veryfast") String preset,
        @Min(10) @Max(40) @DefaultValue("23") int crf, @Min(10) @Max(45) @DefaultValue("26") int hevcCrf,
        @Min(4) @Max(12) @DefaultValue("10") int av1Preset, @Min(10) @Max(60) @DefaultValue("35") int av1Crf,
        @Min(32_000) @Max(320_000) @DefaultValue("128000") int audioBitrate) {

    private static final List<Profile> DEFAULT_PROFILES = List.of(h264("1080p", 1080, 5_000_000),
            h264("720p", 720, 2_500_000), h264("480p", 480, 1_000_000), h264("360p", 360, 600_000),
            h264("240p", 240, 300_000));

    public LadderProperties {
        profiles = profiles.isEmpty() ? DEFAULT_PROFILES : List.copyOf(profiles);
        additionalCodecs = Set.copyOf(additionalCodecs);
    }

    /** The profiles, those of additional codecs included. */
    List<Profile> allProfiles() {
        Stream<Profile> additional = Stream.of(VideoCodec.values())
            .filter((codec) -> codec != VideoCodec.H264 && this.additionalCodecs.contains(codec))
            .flatMap((codec) -> this.profiles.stream()
                .filter((profile) -> profile.codec() == VideoCodec.H264)
                .map((profile) -> profile.in(codec)));
        return Stream.concat(this.profiles.stream(), additional).toList();
    }

    private static Profile h264(String name, int height, int bitrate) {
        return new Profile(name, height, bitrate, VideoCodec.H264);
    }

}
