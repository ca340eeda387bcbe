/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Writes the files of one journal. Each segment starts with a header that chains it to
 * the previous one. A new segment starts when the current one is large or a day old; the
 * retention deletes whole segments and records each deletion. Not thread-safe.
 */
final class JournalSegments implements AutoCloseable {

    private static final Duration MAX_AGE = Duration.ofDays(1);

    private static final Logger log = LoggerFactory.getLogger(JournalSegments.class);

    private final Path directory;

    private final long maxBytes;

    private final Duration retention;

    private final Clock clock;

    private final JournalSigningKey key;

    private final JournalHeadFile headFile;

    private final LineBuffer lines = new LineBuffer();

    private @Nullable SegmentFile segment;

    private int number;

    private long nextSequence;

    private final byte[] lastHash = JournalLine.GENESIS.clone();

    private long durableSequence;

    private final byte[] durableHash = JournalLine.GENESIS.clone();

    private long lastCheckpoint = -1;

    private long firstSequence;

    private Instant startedAt = Instant.EPOCH;

    /**
     * Opens a journal and continues after its last intact line.
     * @param directory directory of the journal, owned by this process
     * @param maxBytes size from which on a segment is followed by another one
     * @param retention minimum age of an event before its segment is deleted
     */
    JournalSegments(Path directory, long maxBytes, Duration retention, Clock clock) throws IOException {
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.retention = retention;
        this.clock = clock;
        this.key = JournalSigningKey.in(directory);
        this.headFile = new JournalHeadFile(directory, this.key.publicKey());
        List<Path> segments = JournalRecovery.withoutInterruptedCreation(directory);
        if (segments.isEmpty()) {
            startSegment(1);
        }
        else {
            recover(segments.get(segments.size() - 1));
        }
    }

    /**
     * Appends the events and returns once they are durable. A failed call appends none of
     * them.
     */
    void append(EventBatch... batches) throws IOException {
        try {
            for (EventBatch batch : batches) {
                add(batch);
            }
        }
        catch (RuntimeException ex) {
            rollback();
            throw ex;
        }
        flush();
        if (segment().length() >= this.maxBytes) {
            rotate();
        }
    }

    /** Signs the head of the journal, unless the last line is a checkpoint. */
    void checkpoint() throws IOException {
        this.headFile.flush();
        if (this.nextSequence - 1 == this.lastCheckpoint) {
            return;
        }
        String now = this.clock.instant().toString();
        String signature = this.key.sign(JournalLine.signed(this.nextSequence - 1, this.lastHash, now));
        String line = JournalLine.checkpoint(this.nextSequence, HexFormat.of().formatHex(this.lastHash), now,
                signature);
        add(line);
        flush();
        this.lastCheckpoint = this.nextSequence - 1;
        this.headFile.write(line);
    }

    /**
     * Starts a new segment if the current one is a day old and has events, so that the
     * segments of an idle service reach the age of deletion too; deletes those that have
     * reached it.
     */
    void maintain() throws IOException {
        if (this.clock.instant().isBefore(this.startedAt.plus(MAX_AGE))) {
            return;
        }
        if (this.nextSequence > this.firstSequence + 1) {
            rotate();
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
            segment().close();
        }
    }

    /** Deletes the segments whose last event is older than the retention. */
    private void prune() throws IOException {
        Instant limit = this.clock.instant().minus(this.retention);
        List<Path> segments = JournalFiles.segments(this.directory);
        for (int i = 0; i < segments.size() - 1; i++) {
            if (!Files.getLastModifiedTime(segments.get(i)).toInstant().isBefore(limit)) {
                return;
            }
            JsonNode kept = JournalLine.read(JournalFiles.firstLine(segments.get(i + 1)));
            if (kept == null) {
                return;
            }
            add(EventBatch.of(AuditRecord.of(this.clock.instant(), "audit.prune", AuditRecord.SYSTEM,
                    segments.get(i).getFileName().toString(), AuditRecord.SUCCESS,
                    Map.of("before", kept.path("seq").asLong(0), "retention", this.retention))));
            flush();
            // Verification accepts a missing segment only if its deletion is signed.
            checkpoint();
            Files.delete(segments.get(i));
        }
    }

    /** The events are durable already: a failure is retried after the next append. */
    private void rotate() {
        try {
            checkpoint();
            startSegment(this.number + 1);
            prune();
        }
        catch (IOException ex) {
            log.warn("Cannot start a new segment of the audit journal {}; continuing with the current one",
                    this.directory, ex);
        }
    }

    private void startSegment(int next) throws IOException {
        Path file = JournalFiles.segment(this.directory, next);
        SegmentFile before = this.segment;
        if (before != null) {
            before.discardExcess();
        }
        long first = this.nextSequence;
        byte[] previousHash = this.lastHash.clone();
        Path fresh = this.directory.resolve(file.getFileName() + ".new");
        SegmentFile created = SegmentFile.create(fresh);
        try {
            this.segment = created;
            add(JournalLine.segment(first, next, this.lastHash, this.key.publicKey()));
            flush();
            // A segment whose creation failed would fork the chain of the one before it.
            created.rename(fresh, file);
        }
        catch (IOException ex) {
            this.segment = before;
            continueAfter(first, previousHash);
            created.close();
            throw ex;
        }
        this.number = next;
        this.firstSequence = first;
        this.startedAt = this.clock.instant();
        if (before != null) {
            before.close();
        }
        created.forceName();
    }

    /**
     * Continues after the last intact line. An interrupted write at the end is removed:
     * it was never acknowledged. A damaged segment is kept as evidence.
     */
    private void recover(Path file) throws IOException {
        AuditHead head = JournalFiles.head(this.directory);
        JournalRecovery recovery = JournalRecovery.of(file, (head != null) ? head.sequence() : -1);
        this.number = JournalFiles.number(file);
        continueAfter(recovery.nextSequence(), recovery.lastHash());
        this.lastCheckpoint = recovery.lastCheckpoint();
        this.firstSequence = recovery.firstSequence();
        if (recovery.damaged()) {
            log.error("The audit journal {} is damaged after sequence {}; keeping the file and starting a new segment",
                    file, this.nextSequence - 1);
            startSegment(this.number + 1);
            recordRecovery("audit.damage", file, recovery.excess());
            return;
        }
        this.segment = SegmentFile.open(file, recovery.length());
        this.segment.rewrite(recovery.unconfirmed());
        this.startedAt = Files.readAttributes(file, BasicFileAttributes.class).creationTime().toInstant();
        if (recovery.checkpoint() != null && !Files.exists(this.directory.resolve(JournalFiles.HEAD))) {
            this.headFile.write(recovery.checkpoint());
        }
        if (recovery.excess() > 0) {
            log.warn("Removing an incomplete line from the end of the audit journal {}", file);
            recordRecovery("audit.recover", file, recovery.excess());
        }
    }

    private void recordRecovery(String type, Path file, int bytes) throws IOException {
        append(EventBatch.of(AuditRecord.of(this.clock.instant(), type, AuditRecord.SYSTEM,
                file.getFileName().toString(), AuditRecord.SUCCESS, Map.of("bytes", bytes))));
    }

    private void continueAfter(long next, byte[] hash) {
        this.nextSequence = this.durableSequence = next;
        System.arraycopy(hash, 0, this.lastHash, 0, hash.length);
        System.arraycopy(hash, 0, this.durableHash, 0, hash.length);
    }

    private void add(EventBatch batch) {
        for (int i = 0; i < batch.count(); i++) {
            this.lines.event(this.nextSequence, batch, i, this.lastHash);
            this.nextSequence++;
        }
    }

    private void add(String object) {
        this.lines.object(object, this.lastHash);
        this.nextSequence++;
    }

    private void flush() throws IOException {
        try {
            segment().append(this.lines.lines());
            this.lines.clear();
            continueAfter(this.nextSequence, this.lastHash);
        }
        catch (IOException ex) {
            rollback();
            throw ex;
        }
    }

    /** Forgets the lines that are not durable. */
    private void rollback() {
        this.lines.clear();
        continueAfter(this.durableSequence, this.durableHash);
    }

    private SegmentFile segment() throws IOException {
        SegmentFile open = this.segment;
        if (open == null) {
            throw new IOException("No segment of " + this.directory + " is open");
        }
        return open;
    }

}
