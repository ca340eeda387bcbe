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
 * One running ffmpeg or ffprobe. It cannot outlive this object's {@link #close}, its time
 * limit, or this JVM: a shell between the two kills it as soon as the pipe to the shell's
 * standard input breaks, which the kernel does even when this JVM is killed by -9.
 * <p>
 * One thread reads {@link #output()} and then calls {@link #await()}; {@link #kill()} may
 * be called by any thread.
 */
public final class FfmpegRun implements AutoCloseable {

    /**
     * {@code $1} KiB of address space, {@code $2} niceness, then the command. Its
     * standard input is nothing; descriptor 3 is the pipe to the JVM.
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

    private static final int TAIL_LINES = 24;

    private static final int TAIL_WIDTH = 400;

    private final Process process;

    private final Thread log;

    private final Deque<String> tail = new ArrayDeque<>();

    private final FfmpegListener.Watch watch;

    private final AtomicBoolean closed = new AtomicBoolean();

    private volatile @Nullable Reason ended;

    private FfmpegRun(Process process, Duration limit, FfmpegListener.Watch watch) {
        this.process = process;
        this.watch = watch;
        this.log = Thread.ofVirtual().name("ffmpeg-log").start(this::readLog);
        Thread.ofVirtual().name("ffmpeg-limit").start(() -> enforce(limit));
    }

    static FfmpegRun start(List<String> command, Map<String, String> environment, long memoryKiB, int nice,
            Duration limit) throws IOException {
        return start(command, environment, memoryKiB, nice, limit, FfmpegListener.Watch.NONE);
    }

    static FfmpegRun start(List<String> command, Map<String, String> environment, long memoryKiB, int nice,
            Duration limit, FfmpegListener.Watch watch) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", SUPERVISOR, "ffmpeg", String.valueOf(memoryKiB),
                String.valueOf(nice));
        builder.command().addAll(command);
        builder.environment().keySet().retainAll(List.of("PATH", "HOME", "TMPDIR"));
        builder.environment().putAll(environment);
        return new FfmpegRun(builder.start(), limit, watch);
    }

    /** What it writes to standard output; ends when the process does. */
    public InputStream output() {
        return this.process.getInputStream();
    }

    /**
     * Waits until it has ended.
     * @throws FfmpegException if it failed, took too long or was killed
     */
    public void await() throws FfmpegException, InterruptedException {
        int status = this.process.waitFor();
        this.log.join();
        Reason reason = this.ended;
        if (reason == Reason.TIME_LIMIT) {
            throw new FfmpegException(reason, "ffmpeg took longer than it may");
        }
        if (reason == Reason.KILLED) {
            throw new FfmpegException(reason, "ffmpeg was stopped");
        }
        if (status != 0) {
            throw new FfmpegException(Reason.FAILED, "ffmpeg ended with " + status + ": " + logTail());
        }
    }

    /** The last lines of its log. */
    public String logTail() {
        synchronized (this.tail) {
            return String.join("\n", this.tail);
        }
    }

    /** Kills it and everything it started, at once. */
    public void kill() {
        kill(Reason.KILLED);
    }

    /** Says what it is for, to who listens. */
    public FfmpegRun note(String key, String value) {
        this.watch.note(key, value);
        return this;
    }

    /** Kills it unless it has ended. */
    @Override
    public void close() {
        if (this.closed.compareAndSet(false, true)) {
            tell();
        }
        if (this.process.isAlive()) {
            kill();
        }
        closeQuietly();
    }

    private void tell() {
        Reason reason = this.ended;
        if (reason != null) {
            this.watch.ended((reason == Reason.TIME_LIMIT) ? "time-limit" : "killed", reason == Reason.TIME_LIMIT);
        }
        else if (this.process.isAlive()) {
            this.watch.ended("enough", false);
        }
        else {
            int status = this.process.exitValue();
            this.watch.ended(String.valueOf(status), status != 0);
        }
    }

    private void kill(Reason reason) {
        if (this.process.isAlive() && this.ended == null) {
            this.ended = reason;
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
            // The process is gone, and with it the other end of the pipes.
        }
    }

    /** Lets go of the pipe whose end means that this JVM is gone. */
    void breakPipe() throws IOException {
        this.process.getOutputStream().close();
    }

    private void enforce(Duration limit) {
        try {
            if (!this.process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
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
            String line = BoundedLines.next(lines, TAIL_WIDTH);
            while (line != null) {
                if (!line.isBlank() && !line.contains("no version information available")) {
                    keep(line);
                }
                line = BoundedLines.next(lines, TAIL_WIDTH);
            }
        }
        catch (IOException ex) {
            keep("(the log broke off)");
        }
    }

    private void keep(String line) {
        synchronized (this.tail) {
            if (this.tail.size() == TAIL_LINES) {
                this.tail.removeFirst();
            }
            this.tail.addLast(line);
        }
    }

}
