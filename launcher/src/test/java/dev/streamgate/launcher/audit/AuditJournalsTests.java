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

import dev.streamgate.contracts.monitor.WitnessedHead;
import dev.streamgate.hardening.audit.AuditHead;
import dev.streamgate.hardening.audit.AuditQuery;
import dev.streamgate.hardening.audit.WrittenJournal;
import dev.streamgate.launcher.terminal.Terminal;

import static org.assertj.core.api.Assertions.assertThat;

class AuditJournalsTests {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @TempDir
    Path root;

    private AuditJournals journals;

    private AuditHead early;

    private List<WitnessedHead> witnessed;

    @BeforeEach
    void write() throws IOException {
        this.journals = new AuditJournals(this.root, new Terminal(new PrintStream(this.output, true), false));
        this.early = WrittenJournal.append(this.root.resolve("auth/1"), "ann", "bob");
        this.witnessed = List.of(witnessed("auth", this.early),
                witnessed("auth", WrittenJournal.append(this.root.resolve("auth/1"), "cid")),
                witnessed("upload", WrittenJournal.append(this.root.resolve("upload/1"), "dan")));
    }

    @Test
    void anIntactJournalIsReportedWithItsNumbers() {
        assertThat(this.journals.verify(this.witnessed)).isTrue();
        assertThat(output()).containsPattern("auth +1 +3 +2026-11-21T12:00:00Z +2026-11-21T12:00:00Z +0 +1 +intact")
            .contains("No line was modified");
        assertThat(this.journals.verify(List.of())).as("unwitnessed").isTrue();
        assertThat(output()).containsPattern("upload +1 +1 .* all +intact");
    }

    @Test
    void tamperingIsReportedWithServiceFileAndLine() throws IOException {
        Path file = this.root.resolve("auth/1/audit-00000001.log");
        Files.writeString(file, Files.readString(file).replace("bob", "eve"));
        assertThat(this.journals.verify(this.witnessed)).isFalse();
        assertThat(output()).contains("TAMPERED WITH", "auth/1: audit-00000001.log line 3", "modified");
    }

    @Test
    void aReplacedOrRemovedJournalIsFoundByTheWitnessedHeads() throws IOException {
        FileSystemUtils.deleteRecursively(this.root.resolve("auth"));
        WrittenJournal.append(this.root.resolve("auth/1"), "ann", "bob", "eve");
        assertThat(this.journals.verify(this.witnessed)).isFalse();
        assertThat(output()).contains("auth: the journal with the key", "is missing: removed");
    }

    @Test
    void headsAreReadFromAnExport() throws IOException {
        Path file = Files.writeString(this.root.resolve("heads"),
                """
                        {"service":"auth","instance":"127.0.0.1:1","journal":"1","sequence":%d,"hash":"%s","timestamp":"%s","signature":"%s","publicKey":"%s"}
                        """
                    .formatted(this.early.sequence(), this.early.hash(), this.early.timestamp(), this.early.signature(),
                            this.early.publicKey()));
        assertThat(WitnessExport.read(file)).containsExactly(witnessed("auth", this.early));
    }

    @Test
    void eventsAreFoundInAllServices() {
        this.journals.find(null, new AuditQuery(null, null, "content.", null, null, 10));
        assertThat(output().lines()).hasSize(4).anyMatch((line) -> line.contains("upload") && line.contains("dan"));
        this.output.reset();
        this.journals.find("auth", new AuditQuery("bob", null, null, null, null, 10));
        assertThat(output().lines()).singleElement().asString().contains("content.create", "success", "bob");
    }

    private static WitnessedHead witnessed(String service, AuditHead head) {
        return new WitnessedHead(service, "127.0.0.1:1", "1", head.sequence(), head.hash(), head.timestamp(),
                head.signature(), head.publicKey());
    }

    private String output() {
        return this.output.toString(StandardCharsets.UTF_8);
    }

}
