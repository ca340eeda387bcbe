/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The files of one journal: numbered segments, the oldest first, and the latest signed
 * head. Reads them without taking part in writing. Thread-safe.
 */
public final class JournalFiles {

    static final String HEAD = "head";

    private JournalFiles() {
    }

    /**
     * Reads the latest signed head that the journal itself stores.
     * @param directory directory of the journal
     * @return the head, whose signature is not verified; null before the first head and
     * if the file is malformed
     * @throws IOException if the file cannot be read
     */
    public static @Nullable AuditHead head(Path directory) throws IOException {
        Path file = directory.resolve(HEAD);
        if (!Files.exists(file)) {
            return null;
        }
        String[] lines;
        try {
            lines = Files.readString(file).split("\n", -1);
        }
        catch (CharacterCodingException ex) {
            return null;
        }
        JsonNode node = (lines.length == 3 && lines[2].isEmpty()) ? JournalLine.read(lines[0]) : null;
        return (node != null) ? AuditHead.of(node, lines[1]) : null;
    }

    /**
     * Reads the public key that the journal claims to be signed with.
     * @param directory directory of the journal
     * @return an X.509 key in base64; null if the last segment names none or there is no
     * segment
     * @throws IOException if the segment cannot be read
     */
    public static @Nullable String publicKey(Path directory) throws IOException {
        List<Path> segments = segments(directory);
        if (segments.isEmpty()) {
            return null;
        }
        try (var lines = new SegmentReader(segments.get(segments.size() - 1))) {
            byte[] first = lines.next();
            String text = (first != null) ? JournalLine.decode(first) : null;
            JsonNode node = (text != null) ? JournalLine.read(text) : null;
            return (node != null && node.path("key").isString()) ? node.path("key").asString("") : null;
        }
    }

    static List<Path> segments(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter((file) -> file.getFileName().toString().matches("audit-\\d{8}\\.log"))
                .sorted()
                .toList();
        }
    }

    static Path segment(Path directory, int number) {
        return directory.resolve("audit-%08d.log".formatted(number));
    }

    static int number(Path segment) {
        return Integer.parseInt(segment.getFileName().toString().replaceAll("\\D", ""));
    }

    static String firstLine(Path segment) throws IOException {
        try (var lines = Files.newBufferedReader(segment, StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            return (line != null) ? line : "";
        }
    }

}
