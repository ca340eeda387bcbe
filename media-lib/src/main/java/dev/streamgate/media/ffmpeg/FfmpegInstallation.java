/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.streamgate.contracts.media.VideoCodec;
import dev.streamgate.hardening.digest.Sha256;
import dev.streamgate.media.ffmpeg.FfmpegListener.RunListener;

/**
 * A pair of executables that has passed its self-test.
 *
 * @param origin where it was found
 * @param ffmpeg the executable
 * @param ffprobe the executable
 * @param environment environment variables that they need
 * @param version first line of {@code ffmpeg -version}
 * @param buildId hash of version, configuration and library versions
 * @param missing names of the features that it lacks; see {@link FfmpegFeatures}
 */
record FfmpegInstallation(Origin origin, Path ffmpeg, Path ffprobe, Map<String, String> environment, String version,
        String buildId, List<String> missing) {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(30);

    private static final long MEMORY_KIB = 4L * 1024 * 1024;

    private static final int MAX_OUTPUT = 1024 * 1024;

    private static final int BUILD_ID_LENGTH = 16;

    /**
     * Tests the executables of a directory.
     * @throws FfmpegException if one does not run, or cannot encode with the options of
     * the pipeline
     * @throws IOException if a required encoder, decoder, filter or muxer is missing
     */
    static FfmpegInstallation test(Origin origin, Path directory, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path ffmpeg = directory.resolve("ffmpeg");
        Path ffprobe = directory.resolve("ffprobe");
        Map<String, String> complete = new HashMap<>(environment);
        // Each arena of glibc's allocator reserves 64 MiB of address space.
        complete.put("MALLOC_ARENA_MAX", "2");
        // Errors alone: SVT-AV1 describes itself on standard error.
        complete.put("SVT_LOG", "1");
        String version = output(complete, ffmpeg, List.of("-version"));
        output(complete, ffprobe, List.of("-version"));
        Map<String, Set<String>> available = new HashMap<>();
        for (var required : FfmpegFeatures.REQUIRED.entrySet()) {
            Set<String> names = output(complete, ffmpeg, List.of(required.getKey())).lines()
                .map((line) -> line.strip().split("\\s+", -1))
                .filter((words) -> words.length > 1)
                .map((words) -> words[1])
                .collect(Collectors.toSet());
            for (String name : required.getValue()) {
                if (!names.contains(name)) {
                    throw new IOException(ffmpeg + " lacks " + name + " (" + required.getKey() + ")");
                }
            }
            available.put(required.getKey(), names);
        }
        output(complete, ffmpeg, FfmpegFeatures.SELF_TEST);
        List<String> missing = new ArrayList<>(FfmpegFeatures.missing(available));
        Set<String> encoders = available.getOrDefault("-encoders", Set.of());
        for (VideoCodec codec : VideoCodec.values()) {
            List<String> encoder = FfmpegFeatures.CODECS.get(codec);
            if (encoder != null && !(encoders.contains(encoder.getFirst()) && encodes(complete, ffmpeg, codec))) {
                missing.add(FfmpegFeatures.encoding(codec));
            }
        }
        return new FfmpegInstallation(origin, ffmpeg, ffprobe, Map.copyOf(complete),
                version.lines().findFirst().orElse(""), Sha256.hex(version).substring(0, BUILD_ID_LENGTH),
                List.copyOf(missing));
    }

    /** Whether the build can encode a codec beside H.264 as the pipeline does. */
    boolean encodes(VideoCodec codec) {
        return !this.missing.contains(FfmpegFeatures.encoding(codec));
    }

    private static boolean encodes(Map<String, String> environment, Path ffmpeg, VideoCodec codec)
            throws IOException, InterruptedException {
        try {
            return FfmpegFeatures.hasForcedKeyFrames(output(environment, ffmpeg, FfmpegFeatures.codecTest(codec)));
        }
        catch (FfmpegException ex) {
            return false;
        }
    }

    private static String output(Map<String, String> environment, Path executable, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(executable.toString(), "-hide_banner"));
        command.addAll(arguments);
        try (FfmpegRun run = FfmpegRun.start(command, environment, MEMORY_KIB, 0, TIME_LIMIT, RunListener.NONE)) {
            String output = new String(run.output().readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
            run.await();
            return output;
        }
    }

    /** Where an installation was found. */
    enum Origin {

        /** At {@code streamgate.ffmpeg.path}. */
        CONFIGURED,

        /** On PATH. */
        PATH,

        /** Delivered on the class path. */
        DELIVERED

    }

}
