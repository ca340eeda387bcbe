/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.task;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.springframework.stereotype.Component;

import dev.streamgate.media.ffmpeg.Ffmpeg;
import dev.streamgate.media.ffmpeg.FfmpegException;
import dev.streamgate.media.ffmpeg.FfmpegRun;
import dev.streamgate.transcoder.task.TaskContext.Registration;

/** Runs ffmpeg for tasks and kills it when the task is stopped. Thread-safe. */
@Component
public class TaskFfmpeg {

    private final Ffmpeg ffmpeg;

    public TaskFfmpeg(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /** The arguments that name an input; see {@link Ffmpeg#input(Path)}. */
    public List<String> input(Path file) {
        return this.ffmpeg.input(file);
    }

    /**
     * Runs ffmpeg while a reader consumes its output; kills it when the reader returns.
     * @param arguments ffmpeg's arguments
     * @param urgent whether a viewer waits for the result
     * @param timeLimit maximum running time
     * @param context the task's context
     * @param reader consumes the output
     * @throws TaskStoppedException if the task was stopped
     * @throws FfmpegException if ffmpeg failed and the reader waited for its end
     */
    public void run(List<String> arguments, boolean urgent, Duration timeLimit, TaskContext context,
            OutputReader reader) throws IOException, InterruptedException {
        try (FfmpegRun run = this.ffmpeg.start(arguments, urgent, timeLimit);
                Registration _ = context.onStop(run::kill)) {
            reader.read(run);
        }
        catch (FfmpegException ex) {
            context.checkActive();
            throw ex;
        }
    }

    /**
     * Runs ffmpeg to completion, for commands that write to a file.
     * @param profile the purpose, a tag of the run's span
     * @throws TaskStoppedException if the task was stopped
     * @throws FfmpegException if ffmpeg failed
     */
    public void runToCompletion(List<String> arguments, boolean urgent, Duration timeLimit, TaskContext context,
            String profile) throws IOException, InterruptedException {
        run(arguments, urgent, timeLimit, context, (run) -> {
            run.tag("profile", profile).output().skip(Long.MAX_VALUE);
            run.await();
        });
    }

    /**
     * Runs ffmpeg to completion, where the input decides whether it can.
     * @param profile the purpose, a tag of the run's span
     * @return whether it succeeded
     * @throws TaskStoppedException if the task was stopped
     * @throws FfmpegException if ffmpeg failed for a reason that says nothing about its
     * input, see {@link FfmpegException#isTransient()}
     */
    public boolean succeeds(List<String> arguments, boolean urgent, Duration timeLimit, TaskContext context,
            String profile) throws IOException, InterruptedException {
        try {
            runToCompletion(arguments, urgent, timeLimit, context, profile);
            return true;
        }
        catch (FfmpegException ex) {
            if (ex.isTransient()) {
                throw ex;
            }
            return false;
        }
    }

    /** Consumes the output of ffmpeg. */
    @FunctionalInterface
    public interface OutputReader {

        void read(FfmpegRun run) throws IOException, InterruptedException;

    }

}
