/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class JournalVerificationTests {

    @TempDir
    Path root;

    private SampleJournal journal;

    @BeforeEach
    void write() throws IOException {
        this.journal = new SampleJournal(this.root);
    }

    @Test
    void anIntactJournalIsReportedWithItsNumbers() throws IOException {
        assertThat(this.journal.segments()).hasSizeGreaterThan(2);
        assertThat(this.journal.verify().findings()).isEmpty();
        assertThat(this.journal.verify()).returns(40L, JournalVerification.Report::events)
            .returns(2L, JournalVerification.Report::witnessed)
            .returns(0L, JournalVerification.Report::unsigned)
            .returns(SampleJournal.NOW, JournalVerification.Report::from);
    }

    @Test
    void findingsNameTheFileTheLineAndTheKindOfModification() throws IOException {
        Path first = this.journal.segments().get(0);
        List<String> lines = this.journal.lines(first);
        assertThat(findings(first, Tampering.modified(lines, 3))).singleElement()
            .asString()
            .startsWith("audit-00000001.log line 4 (sequence 3)")
            .endsWith("modified");
        assertThat(findings(first, Tampering.removed(lines, 3))).singleElement()
            .asString()
            .isEqualTo("sequence 3 is missing before audit-00000001.log line 4: removed");
        assertThat(findings(first, Tampering.swapped(lines, 3, 4))).singleElement()
            .asString()
            .startsWith("audit-00000001.log line 5 has sequence 3")
            .endsWith("reordered");
        assertThat(findings(first, Tampering.duplicated(lines, 3))).singleElement()
            .asString()
            .startsWith("audit-00000001.log line 5 repeats sequence 3")
            .endsWith("duplicated");
        Path last = this.journal.lastSegment();
        assertThat(findings(last, this.journal.lines(last).subList(0, 1))).isNotEmpty()
            .allSatisfy((finding) -> assertThat(finding).endsWith("truncated"));
    }

    @Test
    void onlyAWitnessDetectsATruncationThatIncludesTheHead() throws IOException {
        this.journal.rollBack();
        assertThat(JournalVerification.verify(this.journal.directory(), List.of()).intact()).isTrue();
        assertThat(this.journal.verify().findings()).singleElement()
            .asString()
            .contains("witnessed head")
            .endsWith("truncated");
    }

    @Test
    void onlyAWitnessDetectsAnotherHistoryUnderTheSameKey() throws IOException {
        for (Path file : this.journal.files().keySet()) {
            if (!file.endsWith("signing-key")) {
                Files.delete(file);
            }
        }
        this.journal.append(60);
        this.journal.append(80);
        this.journal.witnessed().clear();
        assertThat(this.journal.verify().findings()).isEmpty();
        Map<Path, byte[]> forged = this.journal.files();
        this.journal.restore();
        this.journal.witnessed().add(JournalFiles.head(this.journal.directory()));
        this.journal.restore(forged);
        assertThat(this.journal.verify().findings()).singleElement()
            .asString()
            .contains("witness")
            .endsWith("modified");
    }

    @Test
    void anIncompleteLastLineIsAFindingOnlyIfItWasSigned() throws IOException {
        Path last = this.journal.lastSegment();
        byte[] bytes = this.journal.bytes(last);
        Files.write(last, Arrays.copyOf(bytes, bytes.length + 9));
        assertThat(this.journal.verify()).returns(true, JournalVerification.Report::intact)
            .returns(9L, JournalVerification.Report::incompleteBytes);
        Files.write(last, Arrays.copyOf(bytes, bytes.length - 1));
        assertThat(this.journal.verify().intact()).isFalse();
    }

    @Test
    void aMissingStartRequiresASignedPruningRecord() throws IOException {
        Files.delete(this.journal.segments().get(0));
        assertThat(this.journal.verify().findings()).singleElement()
            .asString()
            .contains("without a signed pruning record");
        Path last = this.journal.lastSegment();
        List<String> lines = new ArrayList<>(this.journal.lines(last));
        byte[] hash = JournalLine.storedHash(lines.get(lines.size() - 1));
        AuditRecord forged = AuditRecord.of(SampleJournal.NOW, "audit.prune", "system", "x", "success",
                Map.of("before", "1000"));
        long sequence = this.journal.verify().lastSequence() + 1;
        lines.add(SampleJournal.line((line) -> line.event(sequence, EventBatch.of(forged), 0, hash)));
        SampleJournal.write(last, lines);
        assertThat(this.journal.verify().findings()).singleElement()
            .asString()
            .contains("without a signed pruning record");
    }

    private List<String> findings(Path file, List<String> lines) throws IOException {
        SampleJournal.write(file, lines);
        List<String> findings = this.journal.verify().findings();
        this.journal.restore();
        return findings;
    }

}
