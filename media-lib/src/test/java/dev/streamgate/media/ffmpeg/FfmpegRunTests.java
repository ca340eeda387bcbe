/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.media.ffmpeg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.streamgate.media.ffmpeg.FfmpegException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class FfmpegRunTests {

    @Test
    void outputAndLogAreRead() throws Exception {
        try (FfmpegRun run = start("echo out; echo err >&2")) {
            assertThat(run.output().readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("out\n");
            run.await();
            assertThat(run.logTail()).isEqualTo("err");
        }
    }

    @Test
    void aFailureIncludesTheEndOfTheLog() throws Exception {
        try (FfmpegRun run = start("for i in $(seq 100); do echo line $i >&2; done; exit 3")) {
            assertThatExceptionOfType(FfmpegException.class).isThrownBy(run::await)
                .withMessageContaining("status 3")
                .withMessageContaining("line 100")
                .withMessageNotContaining("line 70\n")
                .extracting(FfmpegException::reason)
                .isEqualTo(Reason.FAILED);
        }
    }

    @Test
    void killingEndsTheWholeProcessTree() throws Exception {
        try (FfmpegRun run = start("sleep 1000 & echo $!; exec sleep 1000")) {
            long grandchild = firstNumber(run);
            run.kill();
            assertThatExceptionOfType(FfmpegException.class).isThrownBy(run::await)
                .extracting(FfmpegException::reason)
                .isEqualTo(Reason.KILLED);
            awaitExit(grandchild);
        }
    }

    @Test
    void aProcessIsKilledAtItsTimeLimit() throws Exception {
        try (FfmpegRun run = FfmpegRun.start(List.of("sleep", "1000"), Map.of(), 1024 * 1024, 0, Duration.ofMillis(100),
                FfmpegListener.RunListener.NONE)) {
            assertThatExceptionOfType(FfmpegException.class).isThrownBy(run::await)
                .extracting(FfmpegException::reason)
                .isEqualTo(Reason.TIME_LIMIT);
        }
    }

    @Test
    void theProcessEndsWithItsParent() throws Exception {
        try (FfmpegRun run = start("echo $$; exec sleep 1000")) {
            long child = firstNumber(run);
            // As the kernel does when the JVM is killed.
            run.breakPipe();
            awaitExit(child);
        }
    }

    @Test
    void memoryIsLimited() throws Exception {
        try (FfmpegRun run = FfmpegRun.start(List.of("sh", "-c", "ulimit -v; nice"), Map.of(), 123_456, 7,
                Duration.ofSeconds(30), FfmpegListener.RunListener.NONE)) {
            assertThat(run.output().readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("123456\n7\n");
            run.await();
        }
    }

    @Test
    void theListenerIsNotifiedOnceHowTheRunEnded() throws Exception {
        List<String> notified = new ArrayList<>();
        for (String script : List.of("exit 0", "exit 3")) {
            try (FfmpegRun run = start(script, (exit, failed) -> notified.add(exit + " " + failed))) {
                run.output().readAllBytes();
                run.await();
            }
            catch (FfmpegException ex) {
                assertThat(ex.reason()).isEqualTo(Reason.FAILED);
            }
        }
        FfmpegRun endless = start("exec sleep 1000", (exit, failed) -> notified.add(exit + " " + failed));
        endless.close();
        endless.close();
        FfmpegRun killed = start("exec sleep 1000", (exit, failed) -> notified.add(exit + " " + failed));
        killed.kill();
        killed.close();
        assertThat(notified).containsExactly("0 false", "3 true", "closed false", "killed false");
    }

    private static FfmpegRun start(String script, FfmpegListener.RunListener listener) throws IOException {
        return FfmpegRun.start(List.of("sh", "-c", script), Map.of(), 1024 * 1024, 0, Duration.ofSeconds(30), listener);
    }

    private static FfmpegRun start(String script) throws IOException {
        return start(script, FfmpegListener.RunListener.NONE);
    }

    private static long firstNumber(FfmpegRun run) throws IOException {
        StringBuilder digits = new StringBuilder();
        for (int digit = run.output().read(); digit != '\n'; digit = run.output().read()) {
            digits.append((char) digit);
        }
        return Long.parseLong(digits.toString());
    }

    private static void awaitExit(long pid) throws Exception {
        var process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            process.get().onExit().get();
        }
    }

}
