/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks a journal: every line against the one before it, every checkpoint's signature,
 * and that nothing is missing before the newest signed head, nor before any head that a
 * witness keeps. Needs nothing but the files, which are read line by line. What was being
 * written when the process died (an unfinished last line, acknowledged to nobody) is no
 * finding, unless it belongs to what was signed.
 */
public final class JournalVerification {

    private static final int MAX_FINDINGS = 100;

    /** Far beyond what an event can have: 32 details of 512 characters. */
    private static final int MAX_LINE = 1 << 20;

    /** How often it is begun anew when retention removes files meanwhile. */
    private static final int ATTEMPTS = 3;

    private final List<String> findings = new ArrayList<>();

    private final List<Gap> gaps = new ArrayList<>();

    private final Map<Long, AuditHead> witnessed = new HashMap<>();

    private byte[] head = JournalLine.GENESIS;

    private String before = "";

    private long sequence = -1;

    private long events;

    private long firstSequence = -1;

    /** Up to where removed lines are accounted for; only what has been signed counts. */
    private long prunedBefore;

    private long unsignedPrune;

    private long checkpoints;

    private long lastCheckpoint = -1;

    private long confirmed;

    private long lastConfirmed = -1;

    private long unfinished;

    private @Nullable Instant from;

    private @Nullable Instant to;

    private @Nullable String key;

    private @Nullable AuditHead sought;

    private boolean headFound;

    private @Nullable Checkpoint unchecked;

    private JournalVerification() {
    }

    /**
     * Checks the journal of one process.
     * @param directory where its files are
     * @param witnessed a head that somebody else has kept, or null
     * @throws IOException when the files cannot be read
     */
    public static Report verify(Path directory, @Nullable AuditHead witnessed) throws IOException {
        return verify(directory, (witnessed != null) ? List.of(witnessed) : List.of());
    }

    /**
     * Checks the journal of one process, which may go on writing meanwhile.
     * @param directory where its files are
     * @param witnessed heads that somebody else has kept; each must be there unchanged,
     * but for those before what retention has removed
     * @throws IOException when the files cannot be read
     */
    public static Report verify(Path directory, Collection<AuditHead> witnessed) throws IOException {
        for (int attempt = 1;; attempt++) {
            try {
                JournalVerification verification = new JournalVerification();
                witnessed.forEach((seen) -> verification.witnessed.put(seen.sequence(), seen));
                verification.run(directory);
                return verification.report();
            }
            catch (NoSuchFileException ex) {
                if (attempt == ATTEMPTS) {
                    throw ex;
                }
            }
        }
    }

    /**
     * The newest signed head that the journal itself keeps; null before the first one.
     */
    public static @Nullable AuditHead head(Path directory) throws IOException {
        Path file = directory.resolve(JournalSegments.HEAD);
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
     * The key that the journal in a directory says it is signed with; null when there is
     * no journal.
     */
    public static @Nullable String publicKey(Path directory) throws IOException {
        List<Path> segments = JournalSegments.segments(directory);
        if (segments.isEmpty()) {
            return null;
        }
        try (var lines = new Lines(segments.get(segments.size() - 1))) {
            byte[] first = lines.next();
            String text = (first != null) ? decode(first) : null;
            JsonNode node = (text != null) ? JournalLine.read(text) : null;
            return (node != null && node.path("key").isString()) ? node.path("key").asString("") : null;
        }
    }

    private void run(Path directory) throws IOException {
        this.sought = localHead(directory);
        List<Path> segments = JournalSegments.segments(directory);
        int expected = -1;
        for (int i = 0; i < segments.size(); i++) {
            Path segment = segments.get(i);
            int number = Integer.parseInt(segment.getFileName().toString().replaceAll("\\D", ""));
            if (expected >= 0 && number != expected) {
                found("segment %d is missing: removed".formatted(expected));
            }
            expected = number + 1;
            segment(segment, number, i == segments.size() - 1);
        }
        if (segments.isEmpty()) {
            found("there is no segment: removed");
        }
        this.gaps.stream().filter((gap) -> gap.moved < gap.size()).forEach((gap) -> found(gap.toString()));
        if (this.firstSequence > Math.max(this.prunedBefore, 0)) {
            found("the journal begins at line %d, and no pruning is recorded and signed: removed"
                .formatted(this.firstSequence));
        }
        ends(directory);
    }

    private void ends(Path directory) {
        AuditHead local = this.sought;
        if (local != null && !this.headFound) {
            found(((local.sequence() > this.sequence) ? "the end that was signed at line %d on %s is not there: cut off"
                    : "the end that was signed at line %d on %s is not there or is another one: changed")
                .formatted(local.sequence(), local.timestamp()));
        }
        if (local == null && this.checkpoints > 1 && !Files.exists(directory.resolve(JournalSegments.HEAD))) {
            found("the signed head is missing: removed");
        }
        AuditHead newest = null;
        long cut = 0;
        for (AuditHead seen : this.witnessed.values()) {
            if (seen.sequence() > this.sequence) {
                cut++;
                newest = (newest == null || seen.sequence() > newest.sequence()) ? seen : newest;
            }
        }
        if (newest != null) {
            found("a witness keeps the end of line %d, signed on %s (and %d others), which is not there: cut off"
                .formatted(newest.sequence(), newest.timestamp(), cut - 1));
        }
    }

    private Report report() {
        return new Report(this.findings.isEmpty(), this.events, this.from, this.to, Math.max(0, this.firstSequence),
                this.sequence, (this.lastCheckpoint >= 0) ? this.sequence - this.lastCheckpoint : this.sequence + 1,
                this.confirmed, this.lastConfirmed, this.unfinished, List.copyOf(this.findings));
    }

    private void segment(Path file, int number, boolean last) throws IOException {
        try (var lines = new Lines(file)) {
            int at = 0;
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                at++;
                String place = file.getFileName() + " line " + at;
                String text = decode(line);
                if (text == null) {
                    found(place + " contains bytes that are no text: changed");
                }
                else {
                    line(place, text, at == 1, number);
                }
            }
            if (lines.left() > 0 && last) {
                this.unfinished = lines.left();
            }
            else if (lines.left() > 0) {
                found(file.getFileName() + " ends in the middle of line " + (at + 1) + ": cut off");
            }
            checkSignature();
            if (at == 0 && !last) {
                found(file.getFileName() + " is empty: removed");
            }
        }
    }

    private void line(String place, String line, boolean first, int number) {
        JsonNode node = JournalLine.read(line);
        byte[] stored = JournalLine.storedHash(line);
        long here = (node != null) ? node.path("seq").asLong(-1) : -1;
        if (node == null || stored == null || here < 0) {
            found(place + " is no line of a journal: changed");
            return;
        }
        if (first) {
            begin(place, node, number, here);
        }
        if (this.sequence >= 0 && here <= this.sequence) {
            outOfPlace(place, here);
            return;
        }
        if (this.sequence >= 0 && here > this.sequence + 1) {
            gap(place, this.sequence + 1, here - 1);
        }
        else if (JournalLine.verified(line, this.head) == null) {
            found(place + " (number %d) does not follow the line before it: one of them was changed".formatted(here));
        }
        else {
            this.before = HexFormat.of().formatHex(this.head);
            intact(place, node, line, here);
        }
        witness(place, here, stored);
        this.sequence = here;
        this.head = stored;
    }

    private void intact(String place, JsonNode node, String line, long here) {
        checkpoint(place, node, line, here);
        AuditRecord event = JournalLine.event(node);
        if (event == null) {
            return;
        }
        this.events++;
        this.from = (this.from == null) ? event.timestamp() : this.from;
        this.to = event.timestamp();
        if (event.type().equals("audit.prune")) {
            this.unsignedPrune = Math.max(this.unsignedPrune, number(event.details().get("before")));
        }
        if (event.type().equals("audit.damage")) {
            found(place + " records that " + event.resource() + " was found damaged: changed");
        }
    }

    private void begin(String place, JsonNode node, int number, long here) {
        if (node.path("segment").asInt(-1) != number) {
            found(place + " does not begin segment %d: changed".formatted(number));
        }
        String previous = node.path("previous").asString("");
        if (this.sequence < 0 && this.firstSequence < 0) {
            this.firstSequence = here;
            if (here > 0 && previous.matches("[0-9a-f]{64}")) {
                this.head = HexFormat.of().parseHex(previous);
            }
        }
        if (!previous.equals(HexFormat.of().formatHex(this.head)) && here <= this.sequence + 1) {
            found(place + " does not follow the segment before it: changed");
        }
        String segmentKey = node.path("key").asString("");
        if (this.key != null && !this.key.equals(segmentKey)) {
            found(place + " names another signing key: changed");
        }
        this.key = (this.key != null) ? this.key : segmentKey;
    }

    private void checkpoint(String place, JsonNode node, String line, long here) {
        String publicKey = this.key;
        AuditHead signed = (publicKey != null) ? AuditHead.of(node, publicKey) : null;
        if (signed == null || publicKey == null) {
            return;
        }
        String written = JournalLine.checkpoint(here, signed.hash(), signed.timestamp(), signed.signature());
        if (!signed.hash().equals(this.before) || !line.startsWith(written + "\t")) {
            found(place + " signs another end than the line before it: changed");
            return;
        }
        this.checkpoints++;
        this.headFound = this.headFound || signed.equals(this.sought);
        this.unchecked = new Checkpoint(place, here, signed, this.unsignedPrune);
        if (this.unsignedPrune > this.prunedBefore) {
            checkSignature();
        }
    }

    /**
     * One signature vouches for all lines before it, those of earlier signatures as well,
     * so the last one of each file is enough: a month has hundreds of thousands.
     */
    private void checkSignature() {
        Checkpoint last = this.unchecked;
        if (last == null) {
            return;
        }
        this.unchecked = null;
        if (last.signed().isSignedBy(last.signed().publicKey())) {
            this.lastCheckpoint = last.sequence();
            this.prunedBefore = Math.max(this.prunedBefore, last.pruned());
        }
        else {
            found(last.place() + " has a signature that does not hold: changed");
        }
    }

    private void witness(String place, long here, byte[] stored) {
        AuditHead seen = this.witnessed.get(here);
        if (seen == null) {
            return;
        }
        if (seen.hash().equals(HexFormat.of().formatHex(stored)) && seen.publicKey().equals(this.key)) {
            this.confirmed++;
            this.lastConfirmed = Math.max(this.lastConfirmed, here);
        }
        else {
            found(place + " (number %d) is not the line that a witness keeps, signed on %s: changed".formatted(here,
                    seen.timestamp()));
        }
    }

    private void gap(String place, long first, long last) {
        if (this.gaps.size() < MAX_FINDINGS) {
            this.gaps.add(new Gap(place, first, last));
        }
    }

    private void outOfPlace(String place, long here) {
        for (Gap gap : this.gaps) {
            if (here >= gap.first && here <= gap.last) {
                gap.moved++;
                found(place + " has the number %d, which belongs before %s: reordered".formatted(here, gap.place));
                return;
            }
        }
        found(place + " has the number %d, which has been before: doubled".formatted(here));
    }

    private @Nullable AuditHead localHead(Path directory) throws IOException {
        AuditHead signed = head(directory);
        if (signed == null) {
            if (Files.exists(directory.resolve(JournalSegments.HEAD))) {
                found("the signed head is no head: changed");
            }
        }
        else if (!signed.isSignedBy(signed.publicKey())) {
            found("the signed head has a signature that does not hold: changed");
        }
        return signed;
    }

    private void found(String finding) {
        if (this.findings.size() < MAX_FINDINGS) {
            this.findings.add(finding);
        }
    }

    private static long number(@Nullable String text) {
        return (text != null && text.matches("\\d{1,18}")) ? Long.parseLong(text) : 0;
    }

    private static @Nullable String decode(byte[] line) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
        }
        catch (CharacterCodingException ex) {
            return null;
        }
    }

    /**
     * What a verification found.
     *
     * @param intact whether everything is as it was written
     * @param events how many there are
     * @param from when the first one was; null without any
     * @param to when the last one was; null without any
     * @param firstSequence number of the first line that is kept
     * @param lastSequence number of the last line
     * @param unsigned lines after the last signed head, which could be cut off unseen
     * @param witnessed how many heads of a witness were found to hold
     * @param lastWitnessed number of the last line that a witness vouches for; -1 without
     * @param unfinished bytes of a last line that was never finished
     * @param findings what is wrong, at most 100; each ends in one of: changed, removed,
     * reordered, doubled, cut off
     */
    public record Report(boolean intact, long events, @Nullable Instant from, @Nullable Instant to, long firstSequence,
            long lastSequence, long unsigned, long witnessed, long lastWitnessed, long unfinished,
            List<String> findings) {
    }

    private record Checkpoint(String place, long sequence, AuditHead signed, long pruned) {
    }

    /** Lines that are not where they belong. */
    private static final class Gap {

        private final String place;

        private final long first;

        private final long last;

        private long moved;

        Gap(String place, long first, long last) {
            this.place = place;
            this.first = first;
            this.last = last;
        }

        long size() {
            return this.last - this.first + 1;
        }

        @Override
        public String toString() {
            return (this.first == this.last)
                    ? "before %s the line with number %d is missing: removed".formatted(this.place, this.first)
                    : "before %s the lines with numbers %d to %d are missing: removed".formatted(this.place, this.first,
                            this.last);
        }

    }

    /**
     * The lines of a file, byte by byte as they are: nothing but a line feed ends one.
     */
    private static final class Lines implements AutoCloseable {

        private final InputStream bytes;

        private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);

        Lines(Path file) throws IOException {
            this.bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        }

        /** The next whole line without its end; null when there is none. */
        byte @Nullable [] next() throws IOException {
            this.line.reset();
            for (int next = this.bytes.read(); next >= 0; next = this.bytes.read()) {
                if (next == '\n') {
                    byte[] whole = this.line.toByteArray();
                    this.line.reset();
                    return whole;
                }
                if (this.line.size() < MAX_LINE) {
                    this.line.write(next);
                }
            }
            return null;
        }

        /** How many bytes stand after the last line's end. */
        int left() {
            return this.line.size();
        }

        @Override
        public void close() throws IOException {
            this.bytes.close();
        }

    }

}
