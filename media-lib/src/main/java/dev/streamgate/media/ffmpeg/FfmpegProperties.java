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
 * Location and limits of ffmpeg.
 *
 * @param path Directory with the executables ffmpeg and ffprobe. Default: those on PATH
 * or those delivered by Maven, whichever can do more of what the pipeline needs.
 * @param directory Directory for the unpacked delivered executables. Default:
 * ~/.cache/streamgate/ffmpeg.
 * @param memoryLimit Address space of one ffmpeg process.
 * @param nice CPU niceness of background work, 0 to 19; work that a viewer waits for runs
 * at 0.
 * @param probeTimeLimit Time limit of one ffprobe run.
 * @param maxPixels Largest decoded picture in pixels.
 * @param sandbox Whether ffmpeg is separated from network and files: auto, as far as the
 * host allows; required, or the service does not start; off.
 */
@Validated
@ConfigurationProperties("streamgate.ffmpeg")
public record FfmpegProperties(@Nullable Path path, @Nullable Path directory, @DefaultValue("6GB") DataSize memoryLimit,
        @Min(0) @Max(19) @DefaultValue("10") int nice, @DefaultValue("30s") Duration probeTimeLimit,
        @Positive @DefaultValue("67108864") long maxPixels, @DefaultValue("auto") Sandbox sandbox) {

    /** Whether ffmpeg is separated from network and files. */
    public enum Sandbox {

        /** As far as the host allows. */
        AUTO,

        /** From both, or the service does not start. */
        REQUIRED,

        /** From neither. */
        OFF

    }

}
