/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.nio.file.Path;
import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Where ffmpeg is and how far it may go.
 *
 * @param path Directory that holds the executables ffmpeg and ffprobe; when absent PATH
 * is searched, then the executables delivered by Maven are unpacked.
 * @param directory Where delivered executables are unpacked to;
 * ~/.cache/streamgate/ffmpeg when absent.
 * @param memoryLimit Address space of one ffmpeg process.
 * @param nice CPU niceness of background work, 0 to 19; work that a viewer waits for runs
 * at 0.
 * @param probeTimeLimit How long a look at a file may take.
 * @param maxPixels Largest picture, in pixels, that is decoded at all.
 */
@Validated
@ConfigurationProperties("streamgate.ffmpeg")
public record FfmpegProperties(@Nullable Path path, @Nullable Path directory, @DefaultValue("6GB") DataSize memoryLimit,
        @Min(0) @Max(19) @DefaultValue("10") int nice, @DefaultValue("30s") Duration probeTimeLimit,
        @Positive @DefaultValue("67108864") long maxPixels) {
}
