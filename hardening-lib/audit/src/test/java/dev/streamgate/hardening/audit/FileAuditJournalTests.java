/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.streamgate.testing.time.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FileAuditJournalTests {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** Step in bytes between torn writes; 1 tests each byte. */
    private static final int TORN_STEP = Integer.getInteger("streamgate.test.torn-step", 7);

    private static final AuditQuery ALL = new AuditQuery(null, null, null, null, null, 100_000);

    @TempDir
    Path root;

    @Test
    void recordedEventsAreFoundAfterARestart() throws IOException {
        AuditRecord event = event("content.delete", "ann", "/api/v1/contents/1");
        try (FileAuditJournal journal = open()) {
            journal.recordDurably(event);
            assertThat(journal.find(ALL)).containsExactly(event);
        }
        try (FileAuditJournal journal = open()) {
            journal.recordDurably(event("content.create", "bob", "/api/v1/contents"));
            assertThat(journal.find(ALL)).hasSize(2).contains(event);
            assertThat(journal.directory()).isEqualTo(this.root.resolve("1"));
        }
        assertThat(verify()).returns(true, JournalVerification.Report::intact)
            .returns(2L, JournalVerification.Report::events)
            .returns(0L, JournalVerification.Report::unsigned);
    }

    @Test
    void eventsAreFoundByActorResourceTypeAndTime() throws IOException {
        try (FileAuditJournal journal = open()) {
            for (int i = 0; i < 10; i++) {
                journal.recordDurably(AuditRecord.of(NOW.plusSeconds(i), (i % 2 == 0) ? "upload.create" : "auth.login",
                        "user" + i % 3, "r" + i, AuditRecord.SUCCESS, Map.of()));
            }
            assertThat(journal.find(new AuditQuery("user1", null, null, null, null, 10)))
                .extracting(AuditRecord::resource)
                .containsExactly("r7", "r4", "r1");
            assertThat(journal.find(new AuditQuery(null, null, "auth.", null, null, 2)))
                .extracting(AuditRecord::resource)
                .containsExactly("r9", "r7");
            assertThat(journal.find(new AuditQuery(null, null, "auth.log", null, null, 2))).isEmpty();
            assertThat(journal.find(new AuditQuery(null, null, null, NOW.plusSeconds(3), NOW.plusSeconds(5), 10)))
                .extracting(AuditRecord::resource)
                .containsExactly("r4", "r3");
            assertThat(journal.find(new AuditQuery(null, "r5", null, null, null, 10))).hasSize(1);
        }
    }

    @Test
    void eventsCannotContainLineBreaksOrTerminalControls() throws IOException {
        String hostile = "a\"},\n{\"seq\":9}\t\\ \u001b[31m \u0000 \u202e\u2028 \ud800 é 視";
        try (FileAuditJournal journal = open()) {
            journal.recordDurably(event("t", hostile, hostile));
            assertThat(journal.find(ALL)).singleElement().returns(hostile, AuditRecord::actor);
        }
        String file = Files.readString(segments().get(0));
        assertThat(file.lines()).hasSize(3);
        assertThat(file).doesNotContain("\u001b").doesNotContain("\u202e").doesNotContain("\u2028");
        assertThat(verify().intact()).isTrue();
    }

    @Test
    void concurrentThreadsLoseNoEvent() throws Exception {
        try (FileAuditJournal journal = open()) {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 16; t++) {
                int number = t;
                Thread thread = new Thread(() -> {
                    for (int i = 0; i < 100; i++) {
                        journal.recordDurably(event("t", "u" + number, "r" + i));
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(journal.find(ALL)).hasSize(1_600).extracting(AuditRecord::id).doesNotHaveDuplicates();
            assertThat(journal.written()).isEqualTo(1_600);
        }
        assertThat(verify().intact()).isTrue();
    }

    @Test
    void eachProcessHasItsOwnJournal() throws IOException {
        try (FileAuditJournal one = open(); FileAuditJournal two = open()) {
            one.recordDurably(event("t", "one", "r"));
            two.recordDurably(event("t", "two", "r"));
            assertThat(two.directory()).isEqualTo(this.root.resolve("2"));
            assertThat(one.find(ALL)).extracting(AuditRecord::actor).containsExactlyInAnyOrder("one", "two");
        }
    }

    @Test
    void aWriteTornAtAnyByteIsRecovered() throws IOException {
        try (FileAuditJournal journal = open()) {
            journal.recordDurably(event("t", "kept", "r"));
        }
        Files.delete(this.root.resolve("1/head"));
        byte[] before = Files.readAllBytes(segments().get(0));
        try (FileAuditJournal journal = open()) {
            journal.recordDurably(event("t", "torn", "r"));
        }
        Path file = segments().get(0);
        byte[] after = Files.readAllBytes(file);
        for (int length = before.length; length < after.length; length += TORN_STEP) {
            Files.write(file, java.util.Arrays.copyOf(after, length));
            Files.deleteIfExists(this.root.resolve("1/head"));
            String left = new String(after, before.length, length - before.length, StandardCharsets.UTF_8);
            long whole = left.chars().filter((c) -> c == '\n').count();
            try (FileAuditJournal journal = open()) {
                journal.recordDurably(event("t", "later", "r"));
                assertThat(journal.find(new AuditQuery("torn", null, null, null, null, 10)))
                    .hasSize((int) Math.min(1, whole));
                assertThat(journal.find(new AuditQuery("kept", null, null, null, null, 10))).hasSize(1);
                assertThat(journal.find(new AuditQuery("later", null, null, null, null, 10))).hasSize(1);
            }
            assertThat(verify()).as("torn after %d bytes", length)
                .returns(List.of(), JournalVerification.Report::findings);
        }
    }

    @Test
    void retentionDeletesWholeSegmentsAndTheRestStaysVerifiable() throws IOException {
        try (FileAuditJournal journal = new FileAuditJournal(this.root, 2_000, Duration.ofDays(30), clock())) {
            for (int i = 0; i < 40; i++) {
                journal.recordDurably(event("t", "user" + i, "r"));
            }
        }
        List<Path> old = segments();
        for (Path file : old.subList(0, 3)) {
            Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(31))));
        }
        for (Path file : old.subList(3, old.size())) {
            Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(29))));
        }
        try (FileAuditJournal journal = new FileAuditJournal(this.root, 2_000, Duration.ofDays(30), clock())) {
            for (int i = 0; i < 10; i++) {
                journal.recordDurably(event("t", "later" + i, "r"));
            }
            assertThat(journal.find(new AuditQuery(null, null, "audit.prune", null, null, 10))).hasSize(3);
        }
        assertThat(segments()).doesNotContainAnyElementsOf(old.subList(0, 3)).containsAll(old.subList(3, old.size()));
        assertThat(verify().findings()).isEmpty();
        Files.delete(old.get(3));
        assertThat(verify().intact()).isFalse();
    }

    @Test
    void anIdleJournalRotatesDailyAndDeletesOldSegments() throws IOException {
        Path directory = Files.createDirectories(this.root.resolve("1"));
        MovableClock clock = new MovableClock(Instant.now());
        try (JournalSegments segments = new JournalSegments(directory, 1 << 20, Duration.ofDays(30), clock)) {
            segments.append(EventBatch.of(event("t", "ann", "r")));
            segments.maintain();
            assertThat(segments()).hasSize(1);
            clock.advance(Duration.ofHours(25));
            segments.maintain();
            assertThat(segments()).hasSize(2);
            clock.advance(Duration.ofHours(25));
            segments.maintain();
            assertThat(segments()).as("no event since the last rotation").hasSize(2);
            Path first = segments().get(0);
            byte[] removed = Files.readAllBytes(first);
            clock.advance(Duration.ofDays(30));
            segments.maintain();
            assertThat(segments()).doesNotContain(first);
            assertThat(verify().findings()).isEmpty();
            Files.write(first, removed);
            assertThat(verify().findings()).as("killed between the pruning record and the deletion").isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{\"seq\":4,\"segm" })
    void aSegmentWhoseCreationWasInterruptedIsRemovedAndTheChainContinues(String torn) throws IOException {
        try (FileAuditJournal journal = open()) {
            journal.recordDurably(event("content.delete", "ann", "/api/v1/contents/1"));
        }
        Path interrupted = this.root.resolve("1/audit-00000002.log");
        Files.writeString(interrupted, torn);
        try (FileAuditJournal journal = open()) {
            journal.recordDurably(event("content.delete", "ann", "/api/v1/contents/2"));
            assertThat(journal.find(ALL)).hasSize(2);
        }
        assertThat(interrupted).doesNotExist();
        assertThat(verify()).returns(true, JournalVerification.Report::intact)
            .returns(2L, JournalVerification.Report::events)
            .returns(0L, JournalVerification.Report::unsigned);
    }

    @Test
    void aFirstSegmentWhoseCreationWasInterruptedIsCreatedAgain() throws IOException {
        Files.createDirectories(this.root.resolve("1"));
        Files.createFile(this.root.resolve("1/audit-00000001.log"));
        try (FileAuditJournal journal = open()) {
            journal.recordDurably(event("content.delete", "ann", "/api/v1/contents/1"));
            assertThat(journal.find(ALL)).hasSize(1);
        }
        assertThat(verify()).returns(true, JournalVerification.Report::intact);
    }

    @Test
    void anEmptySegmentThatTheSignedHeadCoversIsKeptAsEvidence() throws IOException {
        try (FileAuditJournal journal = open()) {
            journal.recordDurably(event("content.delete", "ann", "/api/v1/contents/1"));
        }
        Path emptied = this.root.resolve("1/audit-00000001.log");
        Files.write(emptied, new byte[0]);
        try (FileAuditJournal journal = open()) {
            assertThat(journal.find(new AuditQuery(null, null, "audit.damage", null, null, 10))).hasSize(1);
        }
        assertThat(emptied).isEmptyFile();
        assertThat(verify()).returns(false, JournalVerification.Report::intact);
    }

    @Test
    void aDamagedSegmentIsKeptAndTheJournalContinues() throws IOException {
        try (FileAuditJournal journal = open()) {
            journal.recordDurably(event("t", "ann", "r"));
        }
        Path file = segments().get(0);
        String damaged = Files.readString(file).replace("ann", "eve");
        Files.writeString(file, damaged);
        try (FileAuditJournal journal = open()) {
            journal.recordDurably(event("t", "bob", "r"));
            assertThat(journal.find(new AuditQuery(null, null, "audit.damage", null, null, 10))).hasSize(1);
            assertThat(journal.find(new AuditQuery("bob", null, null, null, null, 10))).hasSize(1);
        }
        assertThat(file).hasContent(damaged);
        assertThat(verify().intact()).isFalse();
    }

    @Test
    void aClosedJournalRejectsDurableEventsAndCountsDroppedOnes() throws IOException {
        FileAuditJournal journal = open();
        journal.close();
        assertThatExceptionOfType(AuditUnavailableException.class)
            .isThrownBy(() -> journal.recordDurably(event("t", "ann", "r")));
        journal.recordBestEffort(event("t", "ann", "r"));
        assertThat(journal.dropped()).isEqualTo(1);
    }

    private FileAuditJournal open() throws IOException {
        return new FileAuditJournal(this.root, 1 << 20, Duration.ofDays(30), clock());
    }

    private List<Path> segments() throws IOException {
        return JournalFiles.segments(this.root.resolve("1"));
    }

    private JournalVerification.Report verify() throws IOException {
        return JournalVerification.verify(this.root.resolve("1"), List.of());
    }

    private static AuditRecord event(String type, String actor, String resource) {
        return AuditRecord.of(NOW, type, actor, resource, AuditRecord.SUCCESS, Map.of("k", "v"));
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

}
