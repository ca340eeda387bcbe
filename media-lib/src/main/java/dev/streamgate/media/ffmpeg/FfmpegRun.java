/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import dev.streamgate.media.ffmpeg.FfmpegException.Reason;

/**
 * A running ffmpeg or ffprobe. It ends at {@link #close}, at its time limit, or with this
 * JVM: a supervising shell kills it as soon as the pipe to the shell's standard input
 * breaks, which happens even if this JVM is killed with -9.
 * <p>
 * One thread reads {@link #output()} and then calls {@link #await()}; {@link #kill()} may
 * be called from any thread.
 */
public final class FfmpegRun implements AutoCloseable {

    /**
     * {@code $1} is the address space in KiB, {@code $2} the niceness; the command
     * follows. Its standard input is /dev/null; descriptor 3 is the pipe to the JVM.
     */
    private static final String SUPERVISOR = """
            ulimit -v "$1" || exit 125
            level=$2
            shift 2
            exec 3<&0 </dev/null
            nice -n "$level" "$@" 3<&- &
            child=$!
            (read -r line <&3; kill -KILL "$child") >/dev/null 2>&1 &
            watchdog=$!
            exec 3<&- >/dev/null
            wait "$child"
            status=$?
            kill -KILL "$watchdog" 2>/dev/null
            exit "$status"
            """;

    private static final int MAX_LOG_LINES = 24;

    private static final int MAX_LINE_WIDTH = 400;

    private final Process process;

    private final Thread logReader;

    private final Deque<String> logLines = new ArrayDeque<>();

    private final FfmpegListener.RunListener observer;

    private final AtomicBoolean closed = new AtomicBoolean();

    private volatile @Nullable Reason endReason;

    private FfmpegRun(Process process, Duration timeLimit, FfmpegListener.RunListener observer) {
        this.process = process;
        this.observer = observer;
        this.logReader = Thread.ofVirtual().name("ffmpeg-log").start(this::readLog);
        Thread.ofVirtual().name("ffmpeg-time-limit").start(() -> enforce(timeLimit));
    }

    static FfmpegRun start(List<String> command, Map<String, String> environment, long memoryKiB, int nice,
            Duration timeLimit, FfmpegListener.RunListener observer) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", SUPERVISOR, "ffmpeg", String.valueOf(memoryKiB),
                String.valueOf(nice));
        builder.command().addAll(command);
        builder.environment().keySet().retainAll(List.of("PATH", "HOME", "TMPDIR"));
        builder.environment().putAll(environment);
        return new FfmpegRun(builder.start(), timeLimit, observer);
    }

    /** Its standard output; ends when the process ends. */
    public InputStream output() {
        return this.process.getInputStream();
    }

    /**
     * Waits for its end.
     * @throws FfmpegException if it failed, exceeded its time limit or was killed
     */
    public void await() throws FfmpegException, InterruptedException {
        int status = this.process.waitFor();
        this.logReader.join();
        Reason reason = this.endReason;
        if (reason == Reason.TIME_LIMIT) {
            throw new FfmpegException(reason, "ffmpeg exceeded its time limit");
        }
        if (reason == Reason.KILLED) {
            throw new FfmpegException(reason, "ffmpeg was killed");
        }
        if (status != 0) {
            throw new FfmpegException(Reason.FAILED, status, "ffmpeg exited with status " + status + ": " + logTail());
        }
    }

    /** The last lines of its log. */
    public String logTail() {
        synchronized (this.logLines) {
            return String.join("\n", this.logLines);
        }
    }

    /** Kills it and all its descendants. */
    public void kill() {
        kill(Reason.KILLED);
    }

    /** Describes the run to its listener. */
    public FfmpegRun tag(String key, String value) {
        this.observer.tag(key, value);
        return this;
    }

    /** Kills it unless it has ended. */
    @Override
    public void close() {
        if (this.closed.compareAndSet(false, true)) {
            notifyEnded();
        }
        if (this.process.isAlive()) {
            kill();
        }
        closeQuietly();
    }

    private void notifyEnded() {
        Reason reason = this.endReason;
        if (reason != null) {
            this.observer.ended((reason == Reason.TIME_LIMIT) ? "time-limit" : "killed", reason == Reason.TIME_LIMIT);
        }
        else if (this.process.isAlive()) {
            this.observer.ended("closed", false);
        }
        else {
            int status = this.process.exitValue();
            this.observer.ended(String.valueOf(status), status != 0);
        }
    }

    private void kill(Reason reason) {
        if (this.process.isAlive() && this.endReason == null) {
            this.endReason = reason;
        }
        this.process.descendants().forEach(ProcessHandle::destroyForcibly);
        this.process.destroyForcibly();
    }

    private void closeQuietly() {
        try {
            breakPipe();
            this.process.getInputStream().close();
        }
        catch (IOException ex) {
            // The process has ended and closed its end of the pipe.
        }
    }

    /** Closes the pipe whose end makes the supervising shell kill the process. */
    void breakPipe() throws IOException {
        this.process.getOutputStream().close();
    }

    private void enforce(Duration timeLimit) {
        try {
            if (!this.process.waitFor(timeLimit.toMillis(), TimeUnit.MILLISECONDS)) {
                kill(Reason.TIME_LIMIT);
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void readLog() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(this.process.getErrorStream(), StandardCharsets.UTF_8))) {
            String line = BoundedLines.next(lines, MAX_LINE_WIDTH);
            while (line != null) {
                if (!line.isBlank() && !line.contains("no version information available")) {
                    keep(line);
                }
                line = BoundedLines.next(lines, MAX_LINE_WIDTH);
            }
        }
        catch (IOException ex) {
            keep("(reading the log failed)");
        }
    }

    private void keep(String line) {
        synchronized (this.logLines) {
            if (this.logLines.size() == MAX_LOG_LINES) {
                this.logLines.removeFirst();
            }
            this.logLines.addLast(line);
        }
    }

}
