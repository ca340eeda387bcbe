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
    void whatTheProcessSaysIsRead() throws Exception {
        try (FfmpegRun run = start("echo out; echo err >&2")) {
            assertThat(run.output().readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("out\n");
            run.await();
            assertThat(run.logTail()).isEqualTo("err");
        }
    }

    @Test
    void aFailureCarriesTheEndOfTheLog() throws Exception {
        try (FfmpegRun run = start("for i in $(seq 100); do echo line $i >&2; done; exit 3")) {
            assertThatExceptionOfType(FfmpegException.class).isThrownBy(run::await)
                .withMessageContaining("ended with 3")
                .withMessageContaining("line 100")
                .withMessageNotContaining("line 70\n")
                .extracting(FfmpegException::reason)
                .isEqualTo(Reason.FAILED);
        }
    }

    @Test
    void killingTakesTheWholeTree() throws Exception {
        try (FfmpegRun run = start("sleep 1000 & echo $!; exec sleep 1000")) {
            long grandchild = firstNumber(run);
            run.kill();
            assertThatExceptionOfType(FfmpegException.class).isThrownBy(run::await)
                .extracting(FfmpegException::reason)
                .isEqualTo(Reason.KILLED);
            awaitEnd(grandchild);
        }
    }

    @Test
    void aProcessThatTakesTooLongIsKilled() throws Exception {
        try (FfmpegRun run = FfmpegRun.start(List.of("sleep", "1000"), Map.of(), 1024 * 1024, 0,
                Duration.ofMillis(100))) {
            assertThatExceptionOfType(FfmpegException.class).isThrownBy(run::await)
                .extracting(FfmpegException::reason)
                .isEqualTo(Reason.TIME_LIMIT);
        }
    }

    @Test
    void theProcessDiesWithTheOneThatStartedIt() throws Exception {
        try (FfmpegRun run = start("echo $$; exec sleep 1000")) {
            long child = firstNumber(run);
            // What the kernel does to the pipe when the JVM is killed.
            run.breakPipe();
            awaitEnd(child);
        }
    }

    @Test
    void memoryIsLimited() throws Exception {
        try (FfmpegRun run = FfmpegRun.start(List.of("sh", "-c", "ulimit -v; nice"), Map.of(), 123_456, 7,
                Duration.ofSeconds(30))) {
            assertThat(run.output().readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("123456\n7\n");
            run.await();
        }
    }

    @Test
    void whoListensHearsOnceHowItEnded() throws Exception {
        List<String> heard = new ArrayList<>();
        for (String script : List.of("exit 0", "exit 3")) {
            try (FfmpegRun run = start(script, (exit, failed) -> heard.add(exit + " " + failed))) {
                run.output().readAllBytes();
                run.await();
            }
            catch (FfmpegException ex) {
                assertThat(ex.reason()).isEqualTo(Reason.FAILED);
            }
        }
        FfmpegRun endless = start("exec sleep 1000", (exit, failed) -> heard.add(exit + " " + failed));
        endless.close();
        endless.close();
        FfmpegRun killed = start("exec sleep 1000", (exit, failed) -> heard.add(exit + " " + failed));
        killed.kill();
        killed.close();
        assertThat(heard).containsExactly("0 false", "3 true", "enough false", "killed false");
    }

    private static FfmpegRun start(String script, FfmpegListener.Watch watch) throws IOException {
        return FfmpegRun.start(List.of("sh", "-c", script), Map.of(), 1024 * 1024, 0, Duration.ofSeconds(30), watch);
    }

    private static FfmpegRun start(String script) throws IOException {
        return FfmpegRun.start(List.of("sh", "-c", script), Map.of(), 1024 * 1024, 0, Duration.ofSeconds(30));
    }

    private static long firstNumber(FfmpegRun run) throws IOException {
        StringBuilder digits = new StringBuilder();
        for (int digit = run.output().read(); digit != '\n'; digit = run.output().read()) {
            digits.append((char) digit);
        }
        return Long.parseLong(digits.toString());
    }

    private static void awaitEnd(long pid) throws Exception {
        var process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            process.get().onExit().get();
        }
    }

}
