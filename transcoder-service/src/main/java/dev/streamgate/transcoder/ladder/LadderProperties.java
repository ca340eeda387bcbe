/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.ladder;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Encoder settings. Changing one of them changes the package keys, so that existing
 * packages stay separate.
 *
 * @param profiles The rungs. Default: 1080p at 5000, 720p at 2500, 480p at 1000, 360p at
 * 600 and 240p at 300 kbit/s.
 * @param preset Preset of x264: faster presets reduce quality, slower ones take longer.
 * @param crf Constant rate factor of x264; a profile's bitrate caps the result.
 * @param audioBitrate Bits per second of encoded audio.
 */
@Validated
@ConfigurationProperties("streamgate.transcoder.ladder")
public record LadderProperties(@DefaultValue List<@Valid Profile> profiles, @Pattern(
        regexp = "ultrafast|superfast|veryfast|faster|fast|medium|slow|slower") @DefaultValue("veryfast") String preset,
        @Min(10) @Max(40) @DefaultValue("23") int crf,
        @Min(32_000) @Max(320_000) @DefaultValue("128000") int audioBitrate) {

    private static final List<Profile> DEFAULT_PROFILES = List.of(new Profile("1080p", 1080, 5_000_000),
            new Profile("720p", 720, 2_500_000), new Profile("480p", 480, 1_000_000), new Profile("360p", 360, 600_000),
            new Profile("240p", 240, 300_000));

    public LadderProperties {
        profiles = profiles.isEmpty() ? DEFAULT_PROFILES : List.copyOf(profiles);
    }

}
