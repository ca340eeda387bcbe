/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Verifies a journal: the hash of every line, the signature of the checkpoints, and that
 * no line is missing before the latest signed head or before a witnessed head. Reads the
 * files line by line and needs nothing else. An incomplete last line, left by a killed
 * process, is no finding unless it was signed: it was never acknowledged.
 */
public final class JournalVerification {

    /** Attempts when the retention deletes segments during the verification. */
    private static final int MAX_ATTEMPTS = 3;

    private final JournalFindings findings = new JournalFindings();

    private final WitnessComparison witness;

    private byte[] lastHash = JournalLine.GENESIS;

    /** The hash that the current line continues, in hexadecimal. */
    private String previousHash = "";

    private long lastSequence = -1;

    private long firstSequence = -1;

    private long events;

    /** Signed records account for the removal of the lines before this sequence. */
    private long prunedBefore;

    private long unsignedPrunedBefore;

    private long checkpoints;

    private long lastCheckpoint = -1;

    private long incompleteBytes;

    private @Nullable Instant from;

    private @Nullable Instant to;

    private @Nullable String publicKey;

    private @Nullable AuditHead localHead;

    private boolean localHeadFound;

    private @Nullable Checkpoint unverifiedCheckpoint;

    private JournalVerification(Collection<AuditHead> witnessed) {
        this.witness = new WitnessComparison(witnessed);
    }

    /**
     * Verifies the journal of one process. The process may write concurrently.
     * @param directory directory of the journal
     * @param witnessed heads that a witness stores; each must be present and unchanged,
     * unless the retention has deleted it
     * @return the result
     * @throws IOException if the files cannot be read
     */
    public static Report verify(Path directory, Collection<AuditHead> witnessed) throws IOException {
        for (int attempt = 1;; attempt++) {
            try {
                JournalVerification verification = new JournalVerification(witnessed);
                verification.verifyFiles(directory);
                return verification.report();
            }
            catch (NoSuchFileException ex) {
                if (attempt == MAX_ATTEMPTS) {
                    throw ex;
                }
            }
        }
    }

    private void verifyFiles(Path directory) throws IOException {
        this.localHead = readLocalHead(directory);
        List<Path> segments = JournalFiles.segments(directory);
        int expected = -1;
        for (int i = 0; i < segments.size(); i++) {
            Path segment = segments.get(i);
            int number = JournalFiles.number(segment);
            if (expected >= 0 && number != expected) {
                this.findings.add("segment %d is missing: removed".formatted(expected));
            }
            expected = number + 1;
            verifySegment(segment, number, i == segments.size() - 1);
        }
        if (segments.isEmpty()) {
            this.findings.add("no segment exists: removed");
        }
        this.findings.reportGaps();
        if (this.firstSequence > Math.max(this.prunedBefore, 0)) {
            this.findings.add("the journal starts at sequence %d without a signed pruning record: removed"
                .formatted(this.firstSequence));
        }
        verifyEnd(directory);
    }

    private @Nullable AuditHead readLocalHead(Path directory) throws IOException {
        AuditHead head = JournalFiles.head(directory);
        if (head == null) {
            if (Files.exists(directory.resolve(JournalFiles.HEAD))) {
                this.findings.add("the head file is malformed: modified");
            }
        }
        else if (!head.isSignedBy(head.publicKey())) {
            this.findings.add("the head file has an invalid signature: modified");
        }
        return head;
    }

    private void verifyEnd(Path directory) {
        AuditHead local = this.localHead;
        if (local != null && !this.localHeadFound) {
            this.findings.add(((local.sequence() > this.lastSequence)
                    ? "the head signed at sequence %d on %s is missing: truncated"
                    : "the head signed at sequence %d on %s is missing or differs: modified")
                .formatted(local.sequence(), local.timestamp()));
        }
        if (local == null && this.checkpoints > 1 && !Files.exists(directory.resolve(JournalFiles.HEAD))) {
            this.findings.add("the head file is missing: removed");
        }
        this.witness.compareEnd(this.lastSequence, this.findings);
    }

    private Report report() {
        List<String> found = this.findings.list();
        return new Report(found.isEmpty(), this.events, this.from, this.to, Math.max(0, this.firstSequence),
                this.lastSequence,
                (this.lastCheckpoint >= 0) ? this.lastSequence - this.lastCheckpoint : this.lastSequence + 1,
                this.witness.confirmed(), this.witness.lastConfirmed(), this.incompleteBytes, found);
    }

    private void verifySegment(Path file, int number, boolean last) throws IOException {
        try (var lines = new SegmentReader(file)) {
            int count = 0;
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                count++;
                String place = file.getFileName() + " line " + count;
                String text = JournalLine.decode(line);
                if (text == null) {
                    this.findings.add(place + " is not valid UTF-8: modified");
                }
                else {
                    verifyLine(place, text, count == 1, number);
                }
            }
            if (lines.incompleteBytes() > 0 && last) {
                this.incompleteBytes = lines.incompleteBytes();
            }
            else if (lines.incompleteBytes() > 0) {
                this.findings.add(file.getFileName() + " ends within line " + (count + 1) + ": truncated");
            }
            verifySignature();
            if (count == 0 && !last) {
                this.findings.add(file.getFileName() + " is empty: removed");
            }
        }
    }

    private void verifyLine(String place, String line, boolean first, int number) {
        JsonNode node = JournalLine.read(line);
        byte[] stored = JournalLine.storedHash(line);
        long sequence = (node != null) ? node.path("seq").asLong(-1) : -1;
        if (node == null || stored == null || sequence < 0) {
            this.findings.add(place + " is not a journal line: modified");
            return;
        }
        if (first) {
            verifyHeader(place, node, number, sequence);
        }
        if (this.lastSequence >= 0 && sequence <= this.lastSequence) {
            this.findings.outOfOrder(place, sequence);
            return;
        }
        if (this.lastSequence >= 0 && sequence > this.lastSequence + 1) {
            this.findings.gap(place, this.lastSequence + 1, sequence - 1);
        }
        else if (JournalLine.verified(line, this.lastHash) == null) {
            this.findings
                .add(place + " (sequence %d) does not chain to the previous line: modified".formatted(sequence));
        }
        else {
            this.previousHash = HexFormat.of().formatHex(this.lastHash);
            verifyContent(place, node, line, sequence);
        }
        this.witness.compare(place, sequence, stored, this.publicKey, this.findings);
        this.lastSequence = sequence;
        this.lastHash = stored;
    }

    private void verifyHeader(String place, JsonNode node, int number, long sequence) {
        if (node.path("segment").asInt(-1) != number) {
            this.findings.add(place + " is not the header of segment %d: modified".formatted(number));
        }
        String previous = node.path("previous").asString("");
        if (this.lastSequence < 0 && this.firstSequence < 0) {
            this.firstSequence = sequence;
            if (sequence > 0 && previous.matches("[0-9a-f]{64}")) {
                this.lastHash = HexFormat.of().parseHex(previous);
            }
        }
        if (!previous.equals(HexFormat.of().formatHex(this.lastHash)) && sequence <= this.lastSequence + 1) {
            this.findings.add(place + " does not chain to the previous segment: modified");
        }
        String segmentKey = node.path("key").asString("");
        if (this.publicKey != null && !this.publicKey.equals(segmentKey)) {
            this.findings.add(place + " names a different signing key: modified");
        }
        this.publicKey = (this.publicKey != null) ? this.publicKey : segmentKey;
    }

    private void verifyContent(String place, JsonNode node, String line, long sequence) {
        verifyCheckpoint(place, node, line, sequence);
        AuditRecord event = JournalLine.event(node);
        if (event == null) {
            return;
        }
        this.events++;
        this.from = (this.from == null) ? event.timestamp() : this.from;
        this.to = event.timestamp();
        if (event.type().equals("audit.prune")) {
            this.unsignedPrunedBefore = Math.max(this.unsignedPrunedBefore, number(event.details().get("before")));
        }
        if (event.type().equals("audit.damage")) {
            this.findings.add(place + " records damage to " + event.resource() + ": modified");
        }
    }

    private void verifyCheckpoint(String place, JsonNode node, String line, long sequence) {
        String segmentKey = this.publicKey;
        AuditHead signed = (segmentKey != null) ? AuditHead.of(node, segmentKey) : null;
        if (signed == null) {
            return;
        }
        String expected = JournalLine.checkpoint(sequence, signed.hash(), signed.timestamp(), signed.signature());
        if (!signed.hash().equals(this.previousHash) || !line.startsWith(expected + "\t")) {
            this.findings.add(place + " signs a different head than the previous line: modified");
            return;
        }
        this.checkpoints++;
        this.localHeadFound = this.localHeadFound || signed.equals(this.localHead);
        this.unverifiedCheckpoint = new Checkpoint(place, sequence, signed, this.unsignedPrunedBefore);
        if (this.unsignedPrunedBefore > this.prunedBefore) {
            verifySignature();
        }
    }

    /**
     * A signature covers all lines before it, including earlier signatures, so the last
     * one of each segment suffices: a month has hundreds of thousands.
     */
    private void verifySignature() {
        Checkpoint last = this.unverifiedCheckpoint;
        if (last == null) {
            return;
        }
        this.unverifiedCheckpoint = null;
        if (last.signed().isSignedBy(last.signed().publicKey())) {
            this.lastCheckpoint = last.sequence();
            this.prunedBefore = Math.max(this.prunedBefore, last.prunedBefore());
        }
        else {
            this.findings.add(last.place() + " has an invalid signature: modified");
        }
    }

    private static long number(@Nullable String text) {
        return (text != null && text.matches("\\d{1,18}")) ? Long.parseLong(text) : 0;
    }

    /**
     * The result of a verification.
     *
     * @param intact whether there are no findings
     * @param events number of events
     * @param from time of the first event; null without events
     * @param to time of the last event; null without events
     * @param firstSequence sequence of the first line
     * @param lastSequence sequence of the last line
     * @param unsigned number of lines after the last checkpoint; their truncation would
     * not be detected
     * @param witnessed number of witnessed heads that match
     * @param lastWitnessed sequence of the last line that a witnessed head confirms; -1
     * without one
     * @param incompleteBytes length of an incomplete last line
     * @param findings descriptions of what is wrong, at most 100; each ends with one of:
     * modified, removed, reordered, duplicated, truncated
     */
    public record Report(boolean intact, long events, @Nullable Instant from, @Nullable Instant to, long firstSequence,
            long lastSequence, long unsigned, long witnessed, long lastWitnessed, long incompleteBytes,
            List<String> findings) {
    }

    private record Checkpoint(String place, long sequence, AuditHead signed, long prunedBefore) {
    }

}
