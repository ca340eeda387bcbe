/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The intact prefix of a journal's last segment, after which the journal continues.
 *
 * @param firstSequence sequence of the segment's first line
 * @param nextSequence sequence that follows the last intact line
 * @param lastHash hash of the last intact line
 * @param lastCheckpoint sequence of the last checkpoint; -1 without one
 * @param length length of the intact prefix in bytes
 * @param excess number of bytes after it
 * @param damaged whether a complete line breaks the chain, or no line is intact;
 * otherwise the excess is an interrupted write, which was never acknowledged
 * @param unconfirmed the intact lines that may not be durable
 * @param checkpoint object of the last checkpoint; null without one
 * @param hasCompleteLine whether the segment has a line end, even of a line that is not
 * intact
 */
@SuppressWarnings("ArrayRecordComponent")
record JournalRecovery(long firstSequence, long nextSequence, byte[] lastHash, long lastCheckpoint, int length,
        int excess, boolean damaged, byte[] unconfirmed, @Nullable String checkpoint, boolean hasCompleteLine) {

    private static final Logger log = LoggerFactory.getLogger(JournalRecovery.class);

    /**
     * Removes a last segment whose first line was never completed: a process that dies
     * between the creation of a segment and that line leaves it, and the journal
     * continues after the segment before it. A segment is kept as evidence if the signed
     * head covers lines that it must have had.
     * @return the segments that are left, the oldest first
     */
    static List<Path> withoutInterruptedCreation(Path directory) throws IOException {
        List<Path> segments = JournalFiles.segments(directory);
        if (segments.isEmpty() || of(segments.get(segments.size() - 1), -1).hasCompleteLine()) {
            return segments;
        }
        Path last = segments.get(segments.size() - 1);
        List<Path> others = segments.subList(0, segments.size() - 1);
        AuditHead head = JournalFiles.head(directory);
        long next = others.isEmpty() ? 0 : of(others.get(others.size() - 1), -1).nextSequence();
        if (head != null && head.sequence() >= next) {
            return segments;
        }
        log.warn("Removing {} of the audit journal {}, whose creation was interrupted", last.getFileName(), directory);
        Files.delete(last);
        return others;
    }

    /**
     * Scans a segment from its start to the first line that does not verify.
     * @param confirmed sequence of a line that is known to be durable, as are those
     * before it; -1 without one
     */
    static JournalRecovery of(Path segment, long confirmed) throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        byte[] hash = JournalLine.GENESIS;
        long first = 0;
        long next = 0;
        long checkpoint = -1;
        String signed = null;
        int length = 0;
        int durable = 0;
        boolean damaged = false;
        for (int end = lineEnd(bytes, 0); end >= 0 && !damaged; end = lineEnd(bytes, length)) {
            String line = new String(bytes, length, end - length, StandardCharsets.UTF_8);
            JsonNode node = JournalLine.read(line);
            byte[] previous = (length == 0 && node != null) ? previousHash(node) : hash;
            damaged = node == null || JournalLine.verified(line, previous) == null;
            if (node != null && !damaged) {
                String object = line.substring(0, line.lastIndexOf('\t'));
                hash = JournalLine.hash(previous, object);
                next = node.path("seq").asLong(0) + 1;
                if (node.path("checkpoint").isString()) {
                    checkpoint = next - 1;
                    signed = object;
                }
                first = (length == 0) ? next - 1 : first;
                length = end + 1;
                durable = (next - 1 <= confirmed) ? length : durable;
            }
        }
        return new JournalRecovery(first, next, hash, checkpoint, length, bytes.length - length, damaged || length == 0,
                Arrays.copyOfRange(bytes, durable, length), signed, lineEnd(bytes, 0) >= 0);
    }

    private static byte[] previousHash(JsonNode node) {
        String hex = node.path("previous").asString("");
        return (hex.length() == 64) ? HexFormat.of().parseHex(hex) : JournalLine.GENESIS;
    }

    private static int lineEnd(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

}
