/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

import dev.streamgate.hardening.audit.AuditHead;
import dev.streamgate.hardening.audit.AuditQuery;
import dev.streamgate.hardening.audit.WrittenJournal;
import dev.streamgate.launcher.terminal.Terminal;

import static org.assertj.core.api.Assertions.assertThat;

class AuditJournalsTests {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir
    Path root;

    private AuditJournals journals;

    private AuditHead early;

    private List<WitnessedHead> witnessed;

    @BeforeEach
    void write() throws IOException {
        this.journals = new AuditJournals(this.root, new Terminal(new PrintStream(this.said, true), false));
        this.early = WrittenJournal.append(this.root.resolve("auth/1"), "ann", "bob");
        this.witnessed = List.of(new WitnessedHead("auth", this.early),
                new WitnessedHead("auth", WrittenJournal.append(this.root.resolve("auth/1"), "cid")),
                new WitnessedHead("upload", WrittenJournal.append(this.root.resolve("upload/1"), "dan")));
    }

    @Test
    void whatIsIntactIsSaidWithItsNumbers() {
        assertThat(this.journals.verify(this.witnessed)).isTrue();
        assertThat(said()).containsPattern("auth +1 +3 +2026-11-21T12:00:00Z +2026-11-21T12:00:00Z +0 +1 +intact")
            .contains("Nothing was modified");
        assertThat(this.journals.verify(List.of())).as("unwitnessed").isTrue();
        assertThat(said()).containsPattern("upload +1 +1 .* all +intact");
    }

    @Test
    void tamperingIsSaidWithServiceFileAndLine() throws IOException {
        Path file = this.root.resolve("auth/1/audit-00000001.log");
        Files.writeString(file, Files.readString(file).replace("bob", "eve"));
        assertThat(this.journals.verify(this.witnessed)).isFalse();
        assertThat(said()).contains("TAMPERED WITH", "auth/1: audit-00000001.log line 3", "modified");
    }

    @Test
    void aJournalThatWasWrittenAnewOrTakenAwayIsFoundByTheWitness() throws IOException {
        FileSystemUtils.deleteRecursively(this.root.resolve("auth"));
        WrittenJournal.append(this.root.resolve("auth/1"), "ann", "bob", "eve");
        assertThat(this.journals.verify(this.witnessed)).isFalse();
        assertThat(said()).contains("auth: the journal with the key", "is not there: removed");
    }

    @Test
    void headsAreReadFromAnExportedFile() throws IOException {
        Path file = Files.writeString(this.root.resolve("heads"),
                """
                        {"service":"auth","instance":"h:1","journal":"1","sequence":%d,"hash":"%s","timestamp":"%s","signature":"%s","publicKey":"%s"}
                        """
                    .formatted(this.early.sequence(), this.early.hash(), this.early.timestamp(), this.early.signature(),
                            this.early.publicKey()));
        assertThat(WitnessedHead.in(file)).containsExactly(new WitnessedHead("auth", this.early));
    }

    @Test
    void eventsOfAllServicesAreFound() {
        this.journals.find(null, new AuditQuery(null, null, "content.", null, null, 10));
        assertThat(said().lines()).hasSize(4).anyMatch((line) -> line.contains("upload") && line.contains("dan"));
        this.said.reset();
        this.journals.find("auth", new AuditQuery("bob", null, null, null, null, 10));
        assertThat(said().lines()).singleElement().asString().contains("content.create", "success", "bob");
    }

    private String said() {
        return this.said.toString(StandardCharsets.UTF_8);
    }

}
