/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import dev.streamgate.media.clips.Clips;
import dev.streamgate.media.ffmpeg.FfmpegRun;

/** Generates source files, and inspects media with ffmpeg. */
final class Media {

    private Media() {
    }

    /** A clip with unique bytes that needs no encoding: H.264 and AAC in an MP4. */
    static Path clip(Path folder, String name, int seconds) throws Exception {
        return Clips.clip()
            .size("640x360")
            .seconds(seconds)
            .output("-metadata", "title=" + UUID.randomUUID())
            .write(folder.resolve(name));
    }

    /**
     * A clip with unique bytes that needs encoding: MPEG-4 Part 2 video and MP3 audio.
     */
    static Path clipToEncode(Path folder, String name, String size, int seconds) throws Exception {
        return Clips.clip()
            .size(size)
            .seconds(seconds)
            .video("-c:v", "mpeg4", "-q:v", "6", "-g", "60")
            .audio("-c:a", "libmp3lame", "-ac", "2")
            .output("-metadata", "title=" + UUID.randomUUID())
            .write(folder.resolve(name));
    }

    /**
     * Copies a video to a file with other bytes, so that the suite cannot reuse earlier
     * segments.
     */
    static Path variant(Path clip, Path target) throws Exception {
        Clips.run("-v", "error", "-i", clip.toString(), "-c", "copy", "-metadata", "title=" + UUID.randomUUID(),
                target.toString());
        return target;
    }

    /** The warnings of ffmpeg when it decodes an MP4. */
    static String warnings(byte[] mp4) throws Exception {
        Path file = Files.createTempFile("streamgate-media-", ".mp4");
        try {
            Files.write(file, mp4);
            return Clips.warningsWhenDecoding(file);
        }
        finally {
            Files.delete(file);
        }
    }

    /** The number of decoded video frames of an MP4. */
    static long frames(byte[] mp4) throws Exception {
        Path file = Files.createTempFile("streamgate-media-", ".mp4");
        try {
            Files.write(file, mp4);
            return frames(file);
        }
        finally {
            Files.delete(file);
        }
    }

    /**
     * The number of decoded video frames of a file: ffmpeg prints one MD5 line for each.
     */
    static long frames(Path file) throws IOException, InterruptedException {
        List<String> arguments = List.of("-v", "error", "-i", file.toString(), "-map", "0:v:0", "-fps_mode",
                "passthrough", "-f", "framemd5", "-");
        try (FfmpegRun run = Clips.ffmpeg().start(arguments, true, Duration.ofMinutes(5));
                InputStream output = run.output()) {
            long frames = new String(output.readAllBytes(), StandardCharsets.UTF_8).lines()
                .filter((line) -> !line.startsWith("#"))
                .count();
            run.await();
            return frames;
        }
    }

}
