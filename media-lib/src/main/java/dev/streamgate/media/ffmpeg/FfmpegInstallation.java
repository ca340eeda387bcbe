/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A pair of executables that has passed its self-test.
 *
 * @param ffmpeg the executable
 * @param ffprobe the executable
 * @param environment what they need in their environment
 * @param version first line of {@code ffmpeg -version}
 * @param buildId hash of version, configuration and library versions
 * @param convertsColour whether its scale filter converts between primaries and transfer
 * characteristics (from 7.1 on)
 */
record FfmpegInstallation(Path ffmpeg, Path ffprobe, Map<String, String> environment, String version, String buildId,
        boolean convertsColour) {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final long MEMORY_KIB = 4L * 1024 * 1024;

    private static final int MAX_ANSWER = 1024 * 1024;

    /**
     * Tries the executables out.
     * @throws FfmpegException if one does not run; its message says why
     * @throws IOException if something that is needed is missing; the message names it
     */
    static FfmpegInstallation test(Path directory, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path ffmpeg = directory.resolve("ffmpeg");
        Path ffprobe = directory.resolve("ffprobe");
        Map<String, String> complete = new HashMap<>(environment);
        // Each arena of glibc's allocator reserves 64 MiB of the address space.
        complete.put("MALLOC_ARENA_MAX", "2");
        String version = ask(complete, ffmpeg, "-version");
        ask(complete, ffprobe, "-version");
        for (var needed : Ffmpeg.NEEDED.entrySet()) {
            List<String> there = ask(complete, ffmpeg, needed.getKey()).lines()
                .map((line) -> line.strip().split("\\s+", -1))
                .filter((words) -> words.length > 1)
                .map((words) -> words[1])
                .toList();
            for (String name : needed.getValue()) {
                if (!there.contains(name)) {
                    throw new IOException(ffmpeg + " lacks " + name + " (" + needed.getKey() + ")");
                }
            }
        }
        return new FfmpegInstallation(ffmpeg, ffprobe, Map.copyOf(complete), version.lines().findFirst().orElse(""),
                hash(version), ask(complete, ffmpeg, "-h", "filter=scale").contains("out_primaries"));
    }

    private static String ask(Map<String, String> environment, Path executable, String... question)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(executable.toString(), "-hide_banner"));
        command.addAll(List.of(question));
        try (FfmpegRun run = FfmpegRun.start(command, environment, MEMORY_KIB, 0, LIMIT)) {
            String answer = new String(run.output().readNBytes(MAX_ANSWER), StandardCharsets.UTF_8);
            run.await();
            return answer;
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
