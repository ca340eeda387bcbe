/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The files of one journal. Each begins with a line that chains it to the one before; a
 * new one is begun when the present one is large, and old ones are removed whole, which
 * is recorded. For one thread.
 */
final class JournalSegments implements AutoCloseable {

    static final String HEAD = "head";

    private static final Duration MAX_AGE = Duration.ofDays(1);

    private static final Log log = LogFactory.getLog(JournalSegments.class);

    private final Path directory;

    private final long maxBytes;

    private final Duration retention;

    private final Clock clock;

    private final JournalSigningKey key;

    private final StringBuilder batch = new StringBuilder();

    private @Nullable FileChannel channel;

    private int number;

    private long sequence;

    private byte[] head = JournalLine.GENESIS;

    private long checkpointed = -1;

    private long end;

    private long beginning;

    private Instant begun = Instant.EPOCH;

    JournalSegments(Path directory, long maxBytes, Duration retention, Clock clock) throws IOException {
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.retention = retention;
        this.clock = clock;
        this.key = JournalSigningKey.in(directory);
        List<Path> segments = segments(directory);
        if (segments.isEmpty()) {
            begin(1);
        }
        else {
            recover(segments.get(segments.size() - 1));
        }
    }

    /** The segments of a journal, the oldest first. */
    static List<Path> segments(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter((file) -> file.getFileName().toString().matches("audit-\\d{8}\\.log"))
                .sorted()
                .toList();
        }
    }

    /**
     * Appends the events and returns when they are on the disk. When it fails nothing of
     * the batch stays.
     */
    void append(List<AuditRecord> events) throws IOException {
        long startSequence = this.sequence;
        byte[] startHead = this.head;
        for (AuditRecord event : events) {
            add(JournalLine.event(this.sequence, event));
        }
        write(startSequence, startHead);
        if (this.end >= this.maxBytes) {
            follow();
        }
    }

    /** Signs the end of the journal, if anything has come since it was signed last. */
    void checkpoint() throws IOException {
        if (this.sequence - 1 == this.checkpointed) {
            return;
        }
        long startSequence = this.sequence;
        byte[] startHead = this.head;
        Instant now = this.clock.instant();
        String signature = this.key.sign(JournalLine.signed(this.sequence - 1, this.head, now.toString()));
        String line = JournalLine.checkpoint(this.sequence, HexFormat.of().formatHex(this.head), now.toString(),
                signature);
        add(line);
        write(startSequence, startHead);
        this.checkpointed = this.sequence - 1;
        Path fresh = this.directory.resolve(HEAD + ".new");
        try (FileChannel file = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer
                .wrap((line + "\n" + this.key.publicKey() + "\n").getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            // Else a power cut could leave the name of a head and nothing in it.
            file.force(false);
        }
        Files.move(fresh, this.directory.resolve(HEAD), StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Begins a new file when the present one is a day old and has events, so that also
     * what a quiet service writes comes to an age at which it can be removed; removes
     * what has come to that age.
     */
    void maintain() throws IOException {
        if (this.clock.instant().isBefore(this.begun.plus(MAX_AGE))) {
            return;
        }
        if (this.sequence > this.beginning + 1) {
            follow();
        }
        else {
            prune();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            checkpoint();
        }
        finally {
            channel().close();
        }
    }

    /**
     * Removes segments whose newest event is older than the retention. That the sequence
     * then begins later is recorded in what stays.
     */
    private void prune() throws IOException {
        Instant limit = this.clock.instant().minus(this.retention);
        List<Path> segments = segments(this.directory);
        for (int i = 0; i < segments.size() - 1; i++) {
            if (!Files.getLastModifiedTime(segments.get(i)).toInstant().isBefore(limit)) {
                return;
            }
            String firstKept;
            try (var lines = Files.newBufferedReader(segments.get(i + 1))) {
                firstKept = lines.readLine();
            }
            JsonNode kept = (firstKept != null) ? JournalLine.read(firstKept) : null;
            if (kept == null) {
                return;
            }
            long startSequence = this.sequence;
            byte[] startHead = this.head;
            add(JournalLine.event(this.sequence,
                    AuditRecord.of(this.clock.instant(), "audit.prune", "system",
                            segments.get(i).getFileName().toString(), AuditRecord.SUCCESS,
                            Map.of("before", kept.path("seq").asLong(0), "retention", this.retention))));
            write(startSequence, startHead);
            // What is said but not signed would not account for the missing file.
            checkpoint();
            Files.delete(segments.get(i));
        }
    }

    /**
     * The events are kept already: when this fails it is tried again after the next ones.
     */
    private void follow() {
        try {
            checkpoint();
            begin(this.number + 1);
            prune();
        }
        catch (IOException ex) {
            log.warn("The audit journal goes on in " + this.directory + " without a new segment for now", ex);
        }
    }

    private void begin(int segment) throws IOException {
        Path file = this.directory.resolve("audit-%08d.log".formatted(segment));
        FileChannel before = this.channel;
        long endBefore = this.end;
        FileChannel opened = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            this.channel = opened;
            this.end = 0;
            long startSequence = this.sequence;
            byte[] startHead = this.head;
            add(JournalLine.segment(this.sequence, segment, this.head, this.key.publicKey()));
            write(startSequence, startHead);
            keepName();
            this.number = segment;
            this.beginning = startSequence;
            this.begun = this.clock.instant();
        }
        catch (IOException ex) {
            this.channel = before;
            this.end = endBefore;
            opened.close();
            Files.deleteIfExists(file);
            throw ex;
        }
        if (before != null) {
            before.close();
        }
    }

    /** A new name in the directory must survive a power cut as well. */
    private void keepName() throws IOException {
        if (this.directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel names = FileChannel.open(this.directory, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    /**
     * Goes on after the last whole line. What was being written when the process or the
     * machine died was acknowledged to nobody and is taken away; a whole line that does
     * not fit the chain is not ours to remove.
     */
    private void recover(Path file) throws IOException {
        this.number = Integer.parseInt(file.getFileName().toString().replaceAll("\\D", ""));
        byte[] bytes = Files.readAllBytes(file);
        int from = 0;
        boolean damaged = false;
        for (int end = lineEnd(bytes, from); end >= 0 && !damaged; end = lineEnd(bytes, from)) {
            String line = new String(bytes, from, end - from, StandardCharsets.UTF_8);
            JsonNode node = JournalLine.read(line);
            byte[] previous = (from == 0 && node != null) ? previous(node) : this.head;
            damaged = node == null || JournalLine.verified(line, previous) == null;
            if (node != null && !damaged) {
                this.head = JournalLine.hash(previous, line.substring(0, line.lastIndexOf('\t')));
                this.sequence = node.path("seq").asLong(0) + 1;
                this.checkpointed = node.path("checkpoint").isString() ? this.sequence - 1 : this.checkpointed;
                this.beginning = (from == 0) ? this.sequence - 1 : this.beginning;
                from = end + 1;
            }
        }
        if (damaged || from == 0) {
            log.error("The audit journal " + file + " has been damaged after line " + this.sequence
                    + "; it is left as it is and a new segment is begun");
            begin(this.number + 1);
            note("audit.damage", file, bytes.length - from);
            return;
        }
        FileChannel opened = FileChannel.open(file, StandardOpenOption.WRITE);
        this.channel = opened;
        this.end = from;
        this.begun = Files.readAttributes(file, BasicFileAttributes.class).creationTime().toInstant();
        if (!Files.exists(this.directory.resolve(HEAD))) {
            this.checkpointed = -1;
        }
        if (from < bytes.length) {
            log.warn("The audit journal " + file + " ended in the middle of a line, which was taken away");
            note("audit.recover", file, bytes.length - from);
        }
    }

    private void note(String type, Path file, int bytes) throws IOException {
        append(List.of(AuditRecord.of(this.clock.instant(), type, "system", file.getFileName().toString(),
                AuditRecord.SUCCESS, Map.of("bytes", bytes))));
    }

    private void add(String object) {
        this.head = JournalLine.hash(this.head, object);
        this.sequence++;
        this.batch.append(JournalLine.join(object, this.head));
    }

    private void write(long startSequence, byte[] startHead) throws IOException {
        FileChannel target = channel();
        byte[] lines = this.batch.toString().getBytes(StandardCharsets.UTF_8);
        this.batch.setLength(0);
        try {
            if (target.size() != this.end) {
                target.truncate(this.end);
            }
            target.position(this.end);
            ByteBuffer bytes = ByteBuffer.wrap(lines);
            while (bytes.hasRemaining()) {
                target.write(bytes);
            }
            target.force(false);
            this.end += lines.length;
        }
        catch (IOException ex) {
            // What got through is cut off before the next attempt.
            this.sequence = startSequence;
            this.head = startHead;
            throw ex;
        }
    }

    private FileChannel channel() throws IOException {
        FileChannel open = this.channel;
        if (open == null) {
            throw new IOException("No segment of " + this.directory + " is open");
        }
        return open;
    }

    private static byte[] previous(JsonNode node) {
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
