/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.plan;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.media.ffmpeg.FfmpegException;
import dev.streamgate.media.ffmpeg.Probe;
import dev.streamgate.transcoder.task.TaskContext;
import dev.streamgate.transcoder.task.TaskFfmpeg;

/**
 * Measures how long decoding takes to recover after a seek. Containers mark recovery
 * points of periodic intra refresh as key frames, although pictures are complete only
 * after one period.
 */
@Component
class SeekRecovery {

    private static final Duration TIME_LIMIT = Duration.ofMinutes(1);

    /** Later seeks may recover more slowly than the measured one. */
    private static final double SAFETY_FACTOR = 2;

    /** Seconds, about two frames: reordering is no recovery. */
    private static final double NEGLIGIBLE = 0.1;

    private final TaskFfmpeg ffmpeg;

    SeekRecovery(TaskFfmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /**
     * The seconds that decoding must begin before a wanted frame; {@code null} for 0.
     * @param video the probed video
     * @param duration seconds of the file
     * @param file the file that the tasks read
     */
    @Nullable Double measure(Probe.Video video, double duration, Path file, TaskContext context)
            throws IOException, InterruptedException {
        if (!video.codec().equals("h264")) {
            return null;
        }
        OptionalDouble packet = first(file, video.index(), duration / 2, List.of("-c", "copy"), context);
        OptionalDouble frame = first(file, video.index(), duration / 2, List.of("-c:v", "wrapped_avframe"), context);
        if (packet.isEmpty() || (frame.isPresent() && frame.getAsDouble() - packet.getAsDouble() < NEGLIGIBLE)) {
            return null;
        }
        // Without a frame until the end, only the start of the file is safe.
        return frame.isPresent() ? SAFETY_FACTOR * (frame.getAsDouble() - packet.getAsDouble()) + 1 : duration;
    }

    /** The presentation time of the first packet or frame after a seek. */
    private OptionalDouble first(Path file, int stream, double time, List<String> codec, TaskContext context)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of("-copyts", "-noaccurate_seek", "-ss", String.format(Locale.ROOT, "%.3f", time)));
        arguments.addAll(this.ffmpeg.input(file));
        arguments.addAll(List.of("-map", "0:" + stream));
        arguments.addAll(codec);
        arguments.addAll(List.of("-frames:v", "1", "-fps_mode", "passthrough", "-f", "framecrc", "pipe:1"));
        List<String> lines = new ArrayList<>();
        try {
            this.ffmpeg.run(arguments, true, TIME_LIMIT, context, (run) -> {
                new BufferedReader(new InputStreamReader(run.tag("profile", "seek").output(), StandardCharsets.UTF_8))
                    .lines()
                    .forEach(lines::add);
                run.await();
            });
        }
        catch (FfmpegException ex) {
            if (ex.isTransient()) {
                throw ex;
            }
        }
        return time(lines);
    }

    /** Lines: {@code #tb 0: 1/12800}, {@code 0, <dts>, <pts>, …}. */
    private static OptionalDouble time(List<String> lines) {
        double tick = 0;
        for (String line : lines) {
            if (line.startsWith("#tb 0:")) {
                String[] ratio = line.substring(line.indexOf(':') + 1).strip().split("/", -1);
                tick = Double.parseDouble(ratio[0]) / Double.parseDouble(ratio[1]);
            }
            else if (!line.startsWith("#")) {
                String pts = line.split(",", -1)[2].strip();
                return pts.equals("NOPTS") ? OptionalDouble.empty() : OptionalDouble.of(tick * Long.parseLong(pts));
            }
        }
        return OptionalDouble.empty();
    }

}
