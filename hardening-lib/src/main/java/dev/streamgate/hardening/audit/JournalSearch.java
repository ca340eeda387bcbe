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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * Looks for events in the files of journals, which may be written meanwhile. Reads from
 * the newest file back, and stops once enough was found or files are older than asked
 * for. What is damaged is passed over: to find that is {@link JournalVerification}'s
 * work.
 */
public final class JournalSearch {

    /** How far an event's own time may be from that of the file's last change. */
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    private JournalSearch() {
    }

    /**
     * Finds events of one service, the newest first.
     * @param root directory of the service's journals
     * @throws IOException when the files cannot be read
     */
    public static List<AuditRecord> find(Path root, AuditQuery query) throws IOException {
        List<AuditRecord> found = new ArrayList<>();
        try (Stream<Path> directories = Files.list(root)) {
            for (Path journal : directories.filter(Files::isDirectory).toList()) {
                find(journal, query, found);
            }
        }
        found.sort(Comparator.comparing(AuditRecord::timestamp).reversed());
        return (found.size() > query.limit()) ? List.copyOf(found.subList(0, query.limit())) : found;
    }

    private static void find(Path journal, AuditQuery query, List<AuditRecord> found) throws IOException {
        List<Path> newestFirst = new ArrayList<>(JournalSegments.segments(journal));
        Collections.reverse(newestFirst);
        int before = found.size();
        for (Path segment : newestFirst) {
            List<AuditRecord> here = new ArrayList<>();
            try {
                if (isOlder(segment, query)) {
                    return;
                }
                read(segment, query, here);
            }
            catch (NoSuchFileException ex) {
                // Retention has removed it meanwhile.
                continue;
            }
            Collections.reverse(here);
            found.addAll(here);
            if (found.size() - before >= query.limit()) {
                return;
            }
        }
    }

    /** Whether a segment, and so all before it, ended before what is looked for. */
    private static boolean isOlder(Path segment, AuditQuery query) throws IOException {
        return query.from() != null
                && Files.getLastModifiedTime(segment).toInstant().plus(CLOCK_SKEW).isBefore(query.from());
    }

    private static void read(Path segment, AuditQuery query, List<AuditRecord> here) throws IOException {
        try (var lines = new BufferedReader(
                new InputStreamReader(Files.newInputStream(segment), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode node = JournalLine.read(line);
                AuditRecord event = (node != null) ? JournalLine.event(node) : null;
                if (event != null && query.matches(event)) {
                    here.add(event);
                }
            }
        }
    }

}
