/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class StartedProcessesTests {

    @TempDir
    private Path folder;

    @Test
    void anotherLauncherFindsAStartedProcess() {
        StartedProcess started = started(start("exec sleep 60"));
        new StartedProcesses(this.folder).add(started);
        assertThat(new StartedProcesses(this.folder).running("auth")).contains(started);
        ProcessTermination.of(List.of(started.identity()), Duration.ofSeconds(10));
        assertThat(new StartedProcesses(this.folder).running("auth")).isEmpty();
    }

    @Test
    void aReusedProcessIdIsNotTheProcess() {
        Process process = start("exec sleep 60");
        StartedProcess other = new StartedProcess("auth", new ProcessIdentity(process.pid(), "long ago"), 1, "",
                Instant.EPOCH);
        new StartedProcesses(this.folder).add(other);
        assertThat(new StartedProcesses(this.folder).running("auth")).isEmpty();
        assertThat(ProcessTermination.of(List.of(other.identity()), Duration.ZERO)).isEmpty();
        assertThat(process.isAlive()).isTrue();
        process.destroyForcibly();
    }

    @Test
    void aProcessThatIgnoresSigtermIsKilledWithItsDescendants() throws IOException {
        Path childPid = this.folder.resolve("child");
        Process process = start("trap '' TERM; sleep 60 & echo $! > " + childPid + ".new; mv " + childPid + ".new "
                + childPid + "; while :; do wait; done");
        ProcessIdentity child = ProcessIdentity.of(pidIn(childPid)).orElseThrow();
        ProcessIdentity identity = ProcessIdentity.of(process.pid()).orElseThrow();
        assertThat(ProcessTermination.of(List.of(identity), Duration.ofMillis(100))).containsExactly(identity);
        assertThat(ProcessTermination.awaitExit(List.of(identity, child), Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void aDetachedProcessKeepsItsProcessId() throws IOException {
        Path pid = this.folder.resolve("pid");
        Process process = start("echo $$ > " + pid + ".new; mv " + pid + ".new " + pid + "; exec sleep 60");
        assertThat(pidIn(pid)).isEqualTo(process.pid());
        process.destroyForcibly();
    }

    @Test
    void theLogOfThePreviousRunIsKept() throws Exception {
        start("echo one").waitFor();
        start("echo two").waitFor();
        assertThat(this.folder.resolve("log.1")).content().isEqualTo("one\n");
        assertThat(this.folder.resolve("log")).content().isEqualTo("two\n");
    }

    private Process start(String script) {
        return new DetachedCommand(List.of("sh", "-c", script), Map.of("PATH", System.getenv("PATH")), this.folder,
                this.folder.resolve("log"))
            .start();
    }

    private static StartedProcess started(Process process) {
        return new StartedProcess("auth", ProcessIdentity.of(process.pid()).orElseThrow(), 8081, "b1",
                Instant.parse("2026-01-02T03:04:05.678Z"));
    }

    private static long pidIn(Path file) throws IOException {
        Awaitility.await().until(() -> Files.exists(file));
        return Long.parseLong(Files.readString(file).strip());
    }

}
