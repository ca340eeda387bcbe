/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.monitor.WitnessedHead;
import dev.streamgate.hardening.audit.AuditHead;
import dev.streamgate.hardening.audit.AuditQuery;
import dev.streamgate.hardening.audit.AuditRecord;
import dev.streamgate.hardening.audit.JournalFiles;
import dev.streamgate.hardening.audit.JournalSearch;
import dev.streamgate.hardening.audit.JournalVerification;
import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.launcher.terminal.Terminal;

/**
 * All audit journals of a data directory. Reads them while services may write.
 */
public final class AuditJournals {

    private static final String ROW = "%-12s %-8s %9s  %-20s  %-20s %9s %12s  %s";

    private final Path root;

    private final Terminal terminal;

    /**
     * Describes the journals below a folder without reading them.
     * @param root contains a folder for each service, which contains one for each journal
     * @param terminal the launcher's output
     */
    public AuditJournals(Path root, Terminal terminal) {
        this.root = root;
        this.terminal = terminal;
    }

    /**
     * Verifies each journal's hash chain and signatures and compares it with the
     * witnessed heads. Prints a table and the findings.
     * @return whether no journal was tampered with
     */
    public boolean verify(List<WitnessedHead> witnessed) {
        List<String> findings = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        this.terminal
            .line(ROW.formatted("service", "journal", "events", "from", "to", "unsigned", "unwitnessed", "result"));
        for (Path service : folders(this.root)) {
            for (Path journal : folders(service)) {
                verify(service.getFileName().toString(), journal, witnessed, keys, findings);
            }
        }
        missing(witnessed, keys, findings);
        findings.forEach(this.terminal::line);
        this.terminal.line(findings.isEmpty()
                ? "No line was modified, removed, reordered, duplicated or truncated. Unsigned lines are not protected yet."
                : "%d findings.".formatted(findings.size()));
        return findings.isEmpty();
    }

    /**
     * Prints events, newest first.
     * @param service the service of the events; null for all services
     * @param query the events to find
     */
    public void find(@Nullable String service, AuditQuery query) {
        List<Found> found = new ArrayList<>();
        try {
            for (Path folder : folders(this.root)) {
                String name = folder.getFileName().toString();
                if (service == null || service.equals(name)) {
                    JournalSearch.find(folder, query).forEach((event) -> found.add(new Found(name, event)));
                }
            }
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not read the journals in " + this.root, ex);
        }
        found.stream()
            .sorted((one, other) -> other.event().timestamp().compareTo(one.event().timestamp()))
            .limit(query.limit())
            .forEach((one) -> this.terminal.line(one.line()));
    }

    private void verify(String service, Path journal, List<WitnessedHead> witnessed, Set<String> keys,
            List<String> findings) {
        try {
            String key = JournalFiles.publicKey(journal);
            if (key != null) {
                keys.add(service + " " + key);
            }
            List<AuditHead> heads = witnessed.stream()
                .filter((head) -> head.service().equals(service) && head.publicKey().equals(key))
                .map(AuditJournals::auditHead)
                .toList();
            JournalVerification.Report report = JournalVerification.verify(journal, heads);
            String name = service + "/" + journal.getFileName();
            report.findings().forEach((finding) -> findings.add(name + ": " + finding));
            this.terminal.line(ROW.formatted(service, journal.getFileName(), report.events(), seconds(report.from()),
                    seconds(report.to()), report.unsigned(),
                    heads.isEmpty() ? "all" : report.lastSequence() - report.lastWitnessed(),
                    report.intact() ? "intact" : "TAMPERED WITH"));
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not read the journal in " + journal, ex);
        }
    }

    private static void missing(List<WitnessedHead> witnessed, Set<String> keys, List<String> findings) {
        Set<String> reported = new HashSet<>();
        witnessed.stream()
            .filter((head) -> !keys.contains(head.service() + " " + head.publicKey())
                    && reported.add(head.service() + " " + head.publicKey()))
            .forEach((head) -> findings.add("%s: the journal with the key %s, witnessed since %s, is missing: removed"
                .formatted(head.service(), head.publicKey(), head.timestamp())));
    }

    private static AuditHead auditHead(WitnessedHead head) {
        return new AuditHead(head.sequence(), head.hash(), head.timestamp(), head.signature(), head.publicKey());
    }

    private static List<Path> folders(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(parent)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not read " + parent, ex);
        }
    }

    private static String seconds(@Nullable Instant time) {
        return (time != null) ? time.truncatedTo(ChronoUnit.SECONDS).toString() : "-";
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\p{Print}]", "?");
    }

    private record Found(String service, AuditRecord event) {

        String line() {
            return "%s  %-10s %-24s %-8s %s  %s  %s".formatted(this.event.timestamp().truncatedTo(ChronoUnit.MILLIS),
                    this.service, this.event.type(), this.event.result(), this.event.actor(), this.event.resource(),
                    printable(this.event.details().toString()));
        }

    }

}
