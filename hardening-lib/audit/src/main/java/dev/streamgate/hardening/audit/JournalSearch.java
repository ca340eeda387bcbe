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
 * Searches the files of journals, which may be written concurrently. Reads segments from
 * the latest to the oldest and stops at the query's limit or start time. Skips damaged
 * lines, which {@link JournalVerification} reports.
 */
public final class JournalSearch {

    /** Maximum difference between an event's time and its file's modification time. */
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    private JournalSearch() {
    }

    /**
     * Finds events of one service.
     * @param root directory of the service's journals
     * @param query the conditions
     * @return the latest matching events, in descending order of time
     * @throws IOException if the files cannot be read
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
        List<Path> latestFirst = new ArrayList<>(JournalFiles.segments(journal));
        Collections.reverse(latestFirst);
        int foundBefore = found.size();
        for (Path segment : latestFirst) {
            List<AuditRecord> matches = new ArrayList<>();
            try {
                if (isBefore(segment, query)) {
                    return;
                }
                read(segment, query, matches);
            }
            catch (NoSuchFileException ex) {
                // Deleted by the retention since it was listed.
                continue;
            }
            Collections.reverse(matches);
            found.addAll(matches);
            if (found.size() - foundBefore >= query.limit()) {
                return;
            }
        }
    }

    /**
     * Whether a segment, and so all earlier ones, ended before the query's start time.
     */
    private static boolean isBefore(Path segment, AuditQuery query) throws IOException {
        return query.from() != null
                && Files.getLastModifiedTime(segment).toInstant().plus(CLOCK_SKEW).isBefore(query.from());
    }

    private static void read(Path segment, AuditQuery query, List<AuditRecord> matches) throws IOException {
        try (var lines = new BufferedReader(
                new InputStreamReader(Files.newInputStream(segment), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode node = JournalLine.read(line);
                AuditRecord event = (node != null) ? JournalLine.event(node) : null;
                if (event != null && query.matches(event)) {
                    matches.add(event);
                }
            }
        }
    }

}
