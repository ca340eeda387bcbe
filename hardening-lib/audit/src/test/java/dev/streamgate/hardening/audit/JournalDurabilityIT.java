/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Kills processes that write journals, and fills their disk. */
class JournalDurabilityIT {

    private static final int KILLS = Integer.getInteger("streamgate.test.kills", 10);

    @TempDir
    Path root;

    @Test
    void noAcknowledgedEventIsLostWhenTheProcessIsKilled() throws Exception {
        Set<String> acknowledged = new HashSet<>();
        Random random = new Random(11);
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = start(List.of());
            int limit = 20 + random.nextInt(300);
            try (BufferedReader lines = lines(process)) {
                int seen = 0;
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    // Log lines of the journal are in between, for instance about a torn
                    // line.
                    if (line.startsWith("acknowledged ")) {
                        acknowledged.add(line.substring(13));
                        seen++;
                    }
                    if (seen == limit) {
                        process.toHandle().destroyForcibly();
                    }
                }
            }
            process.waitFor(10, TimeUnit.SECONDS);
        }
        assertThat(acknowledged).hasSizeGreaterThan(20 * KILLS);
        assertThat(found()).containsAll(acknowledged);
        assertThat(JournalVerification.verify(this.root.resolve("1"), List.of()).findings()).isEmpty();
    }

    @Test
    void aFileSizeLimitRejectsEventsAndLosesNoAcknowledgedOne() throws Exception {
        // In blocks of 512 bytes: the file cannot grow beyond 100 KB.
        Process process = start(List.of("/bin/sh", "-c", "ulimit -f 200; exec \"$@\"", "limited"));
        Set<String> acknowledged = new HashSet<>();
        try (BufferedReader lines = lines(process)) {
            String line = lines.readLine();
            while (line != null && !line.equals("rejected")) {
                if (line.startsWith("acknowledged ")) {
                    acknowledged.add(line.substring(13));
                }
                line = lines.readLine();
            }
            assertThat(line).isEqualTo("rejected");
        }
        finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        assertThat(acknowledged).isNotEmpty();
        assertThat(found()).containsAll(acknowledged);
        assertThat(JournalVerification.verify(this.root.resolve("1"), List.of()).findings()).isEmpty();
    }

    @Test
    void aFullDiskRejectsEventsAndBestEffortEventsAreWrittenOnceThereIsSpace() throws Exception {
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", this.root.toString());
        Assumptions.assumeTrue(mounted, "SKIPPED: a full disk. Mounting one requires root");
        try (FileAuditJournal journal = new FileAuditJournal(this.root, 1 << 20, Duration.ofDays(30),
                Clock.systemUTC())) {
            Path filler = this.root.resolve("filler");
            Files.write(filler, new byte[256 << 10]);
            Set<String> acknowledged = new HashSet<>();
            AuditRecord rejected = fill(journal, acknowledged, JournalDurabilityIT::event);
            assertThat(acknowledged).isNotEmpty();
            // The journal's own retry is a smaller event, for which there may be space.
            fill(journal, new HashSet<>(), JournalDurabilityIT::retry);
            assertThatExceptionOfType(AuditUnavailableException.class).isThrownBy(journal::requireWritable);
            assertThat(journal.isWritable()).isFalse();
            journal.recordBestEffort(rejected);
            Files.delete(filler);
            awaitWritable(journal);
            journal.recordDurably(event());
            List<AuditRecord> found = journal.find(new AuditQuery(null, null, "t.t", null, null, 1_000_000));
            assertThat(found).extracting(AuditRecord::id).containsAll(acknowledged).containsOnlyOnce(rejected.id());
            assertThat(JournalVerification.verify(journal.directory(), List.of()).findings()).isEmpty();
            assertThat(journal.dropped()).isZero();
        }
        finally {
            run("umount", this.root.toString());
        }
    }

    /** Waits for the journal's own retry; no caller records an event. */
    private static void awaitWritable(FileAuditJournal journal) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(journal::isWritable);
    }

    private static AuditRecord fill(FileAuditJournal journal, Set<String> acknowledged, Supplier<AuditRecord> events) {
        while (true) {
            AuditRecord event = events.get();
            try {
                journal.recordDurably(event);
                acknowledged.add(event.id());
            }
            catch (AuditUnavailableException ex) {
                return event;
            }
        }
    }

    private static AuditRecord retry() {
        return AuditRecord.of(Clock.systemUTC().instant(), "audit.retry", "system", "journal", AuditRecord.SUCCESS,
                Map.of());
    }

    private static AuditRecord event() {
        return AuditRecord.of(Clock.systemUTC().instant(), "t.t", "actor", "resource", AuditRecord.SUCCESS,
                Map.of("filler", "x".repeat(400)));
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor() == 0;
        }
        catch (IOException ex) {
            return false;
        }
    }

    private Set<String> found() throws IOException {
        try (FileAuditJournal journal = new FileAuditJournal(this.root, 1 << 20, Duration.ofDays(30),
                Clock.systemUTC())) {
            return journal.find(new AuditQuery(null, null, "t.t", null, null, 1_000_000))
                .stream()
                .map(AuditRecord::id)
                .collect(Collectors.toSet());
        }
    }

    private Process start(List<String> prefix) throws IOException {
        List<String> command = new java.util.ArrayList<>(prefix);
        command.addAll(List.of(ProcessHandle.current().info().command().orElse("java"), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Xmx64m", "-cp", System.getProperty("java.class.path"),
                JournalProcess.class.getName(), this.root.toString()));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static BufferedReader lines(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

}
