/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.copy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.streamgate.media.ffmpeg.FfmpegException;
import dev.streamgate.transcoder.task.TaskContext;
import dev.streamgate.transcoder.task.TaskFfmpeg;

/**
 * Decodes copied segments once, as players will. Players stop at what ffmpeg conceals, so
 * each complaint of the decoder counts. Thread-safe.
 */
@Component
public class CopyVerifier {

    private static final Logger logger = LoggerFactory.getLogger(CopyVerifier.class);

    private static final Duration TIME_LIMIT = Duration.ofMinutes(10);

    private final TaskFfmpeg ffmpeg;

    CopyVerifier(TaskFfmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /**
     * Whether a decoder accepts all of a file's samples.
     * @param file an init section and segments
     * @param frames number of video frames; 0 for audio
     * @param context the task's context
     * @throws IOException if the decoder could not run or read the file
     */
    public boolean accepts(Path file, int frames, TaskContext context) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>();
        if (frames > 0) {
            // Errors of the bit stream show without the filter, at two thirds of the
            // cost.
            arguments.addAll(List.of("-skip_loop_filter", "all"));
        }
        // The edit list only shifts times, but ffmpeg drops frames before its start.
        arguments.addAll(List.of("-ignore_editlist", "1"));
        arguments.addAll(this.ffmpeg.input(file));
        arguments.addAll(List.of("-fps_mode", "passthrough", "-progress", "pipe:1", "-f", "null", "-"));
        Result result = new Result();
        try {
            this.ffmpeg.run(arguments, context.urgent(), TIME_LIMIT, context, (run) -> {
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(run.tag("profile", "verify").output(), StandardCharsets.UTF_8));
                lines.lines().filter((line) -> line.startsWith("frame=")).forEach(result::frames);
                run.await();
                result.log = run.logTail();
            });
        }
        catch (FfmpegException ex) {
            if (ex.isTransient()) {
                throw ex;
            }
            result.log = String.valueOf(ex.getMessage());
        }
        if (FfmpegException.isSystemError(result.log)) {
            throw new IOException("Copied samples could not be decoded: " + result.log.lines().findFirst().orElse(""));
        }
        boolean accepted = result.log.isEmpty() && result.frames == frames;
        if (!accepted) {
            logger.info("Copied samples do not decode: {} of {} frames; {}", result.frames, frames,
                    result.log.lines().findFirst().orElse(""));
        }
        return accepted;
    }

    /** What a run has printed. */
    private static final class Result {

        private int frames;

        private String log = "";

        private void frames(String line) {
            this.frames = Integer.parseInt(line.substring(line.indexOf('=') + 1).strip());
        }

    }

}
