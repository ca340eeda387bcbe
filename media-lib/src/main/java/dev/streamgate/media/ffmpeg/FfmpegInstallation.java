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

import dev.streamgate.hardening.digest.Sha256;
import dev.streamgate.media.ffmpeg.FfmpegListener.RunListener;

/**
 * A pair of executables that has passed its self-test.
 *
 * @param ffmpeg the executable
 * @param ffprobe the executable
 * @param environment environment variables that they need
 * @param version first line of {@code ffmpeg -version}
 * @param buildId hash of version, configuration and library versions
 * @param convertsColour whether its scale filter converts colour primaries and transfer
 * characteristics (since 7.1)
 */
record FfmpegInstallation(Path ffmpeg, Path ffprobe, Map<String, String> environment, String version, String buildId,
        boolean convertsColour) {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(30);

    private static final long MEMORY_KIB = 4L * 1024 * 1024;

    private static final int MAX_OUTPUT = 1024 * 1024;

    private static final int BUILD_ID_LENGTH = 16;

    /**
     * Tests the executables of a directory.
     * @throws FfmpegException if one does not run
     * @throws IOException if a required encoder or muxer is missing
     */
    static FfmpegInstallation test(Path directory, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path ffmpeg = directory.resolve("ffmpeg");
        Path ffprobe = directory.resolve("ffprobe");
        Map<String, String> complete = new HashMap<>(environment);
        // Each arena of glibc's allocator reserves 64 MiB of address space.
        complete.put("MALLOC_ARENA_MAX", "2");
        String version = output(complete, ffmpeg, "-version");
        output(complete, ffprobe, "-version");
        for (var required : Ffmpeg.REQUIRED.entrySet()) {
            List<String> available = output(complete, ffmpeg, required.getKey()).lines()
                .map((line) -> line.strip().split("\\s+", -1))
                .filter((words) -> words.length > 1)
                .map((words) -> words[1])
                .toList();
            for (String name : required.getValue()) {
                if (!available.contains(name)) {
                    throw new IOException(ffmpeg + " lacks " + name + " (" + required.getKey() + ")");
                }
            }
        }
        return new FfmpegInstallation(ffmpeg, ffprobe, Map.copyOf(complete), version.lines().findFirst().orElse(""),
                Sha256.hex(version).substring(0, BUILD_ID_LENGTH),
                output(complete, ffmpeg, "-h", "filter=scale").contains("out_primaries"));
    }

    private static String output(Map<String, String> environment, Path executable, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(executable.toString(), "-hide_banner"));
        command.addAll(List.of(arguments));
        try (FfmpegRun run = FfmpegRun.start(command, environment, MEMORY_KIB, 0, TIME_LIMIT, RunListener.NONE)) {
            String output = new String(run.output().readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
            run.await();
            return output;
        }
    }

}
