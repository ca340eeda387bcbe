/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A signed journal of 40 events in several segments, with a witness that stored its head
 * after 20 and after 40. Tests modify the files and restore them.
 */
final class SampleJournal {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Path root;

    private final List<AuditHead> witnessed = new ArrayList<>();

    private final Map<Path, byte[]> firstHalf;

    private final Map<Path, byte[]> complete;

    SampleJournal(Path root) throws IOException {
        this.root = root;
        append(0);
        this.firstHalf = files();
        append(20);
        this.complete = files();
    }

    /** Appends 20 events and stores the head with the witness. */
    void append(int from) throws IOException {
        try (FileAuditJournal journal = new FileAuditJournal(this.root, 3_500, Duration.ofDays(30),
                Clock.fixed(NOW, ZoneOffset.UTC))) {
            for (int i = from; i < from + 20; i++) {
                journal.recordDurably(
                        AuditRecord.of(NOW, "t.t", "user" + i, "r" + i, AuditRecord.SUCCESS, Map.of("k", "v" + i)));
            }
        }
        this.witnessed.add(JournalFiles.head(directory()));
    }

    /** A line without its end. */
    static String line(Consumer<LineBuffer> writer) {
        LineBuffer buffer = new LineBuffer();
        writer.accept(buffer);
        return StandardCharsets.UTF_8.decode(buffer.lines()).toString().strip();
    }

    Path directory() {
        return this.root.resolve("1");
    }

    Path head() {
        return directory().resolve("head");
    }

    /** The heads that the witness stores; modifiable. */
    List<AuditHead> witnessed() {
        return this.witnessed;
    }

    JournalVerification.Report verify() throws IOException {
        return JournalVerification.verify(directory(), this.witnessed);
    }

    List<Path> segments() throws IOException {
        return JournalFiles.segments(directory());
    }

    Path lastSegment() throws IOException {
        List<Path> segments = segments();
        return segments.get(segments.size() - 1);
    }

    /** The original content of a file. */
    byte[] bytes(Path file) {
        return this.complete.get(file).clone();
    }

    /** The original lines of a file. */
    List<String> lines(Path file) {
        return new String(this.complete.get(file), StandardCharsets.UTF_8).lines().toList();
    }

    /** Restores the original files. */
    void restore() throws IOException {
        restore(this.complete);
    }

    /** Restores the files as they were after the first 20 events. */
    void rollBack() throws IOException {
        restore(this.firstHalf);
    }

    void restore(Map<Path, byte[]> files) throws IOException {
        for (Path segment : segments()) {
            if (!files.containsKey(segment)) {
                Files.delete(segment);
            }
        }
        for (Map.Entry<Path, byte[]> file : files.entrySet()) {
            Files.write(file.getKey(), file.getValue());
        }
    }

    /** The current files. */
    Map<Path, byte[]> files() throws IOException {
        Map<Path, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(directory())) {
            all.filter((file) -> !file.endsWith("lock")).forEach((file) -> files.put(file, read(file)));
        }
        return files;
    }

    static void write(Path file, List<String> lines) throws IOException {
        Files.writeString(file, lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
