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
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody who can write to the files, but has not the key, may try. How often is
 * {@code -Dstreamgate.test.tampers}.
 */
class JournalTamperingTests {

    private static final int TAMPERS = Integer.getInteger("streamgate.test.tampers", 200);

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path root;

    private Map<Path, byte[]> atFirst;

    private Map<Path, byte[]> whole;

    private List<AuditHead> witnessed;

    @BeforeEach
    void write() throws IOException {
        this.witnessed = new ArrayList<>();
        write(0);
        this.atFirst = files();
        write(20);
        this.whole = files();
        assertThat(segments()).hasSizeGreaterThan(2);
        assertThat(verify().findings()).isEmpty();
        assertThat(verify()).returns(40L, JournalVerification.Report::events)
            .returns(2L, JournalVerification.Report::witnessed)
            .returns(0L, JournalVerification.Report::unsigned)
            .returns(NOW, JournalVerification.Report::from);
    }

    @Test
    void everyTamperingIsFound() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < TAMPERS; i++) {
            int way = random.nextInt(14);
            tamper(way, random);
            assertThat(verify().intact()).as("tampering %d, way %d", i, way).isFalse();
            restore(this.whole);
        }
        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void whatWasDoneIsSaidWithFileAndLine() throws IOException {
        Path first = segments().get(0);
        List<String> lines = lines(first);
        assertThat(findings(first, change(lines, 3))).singleElement()
            .asString()
            .startsWith("audit-00000001.log line 4 (number 3)")
            .endsWith("changed");
        assertThat(findings(first, without(lines, 3))).singleElement()
            .asString()
            .isEqualTo("before audit-00000001.log line 4 the line with number 3 is missing: removed");
        assertThat(findings(first, swapped(lines, 3, 4))).singleElement()
            .asString()
            .startsWith("audit-00000001.log line 5 has the number 3")
            .endsWith("reordered");
        assertThat(findings(first, doubled(lines, 3))).singleElement()
            .asString()
            .startsWith("audit-00000001.log line 5 has the number 3")
            .endsWith("doubled");
        Path last = segments().get(segments().size() - 1);
        assertThat(findings(last, lines(last).subList(0, 1))).isNotEmpty()
            .allSatisfy((finding) -> assertThat(finding).endsWith("cut off"));
    }

    @Test
    void whatWasCutOffTogetherWithTheHeadIsFoundByAWitnessAlone() throws IOException {
        restore(this.atFirst);
        assertThat(JournalVerification.verify(journal(), List.of()).intact()).isTrue();
        assertThat(verify().findings()).singleElement().asString().contains("a witness keeps").endsWith("cut off");
    }

    @Test
    void anotherHistoryUnderTheSameKeyIsFoundByAWitnessAlone() throws IOException {
        for (Path file : this.whole.keySet()) {
            if (!file.endsWith("signing-key")) {
                Files.delete(file);
            }
        }
        this.witnessed.clear();
        write(60);
        write(80);
        this.witnessed.clear();
        assertThat(verify().findings()).isEmpty();
        Map<Path, byte[]> forged = files();
        restore(this.whole);
        this.witnessed.add(JournalVerification.head(journal()));
        restore(forged);
        assertThat(verify().findings()).singleElement().asString().contains("witness").endsWith("changed");
    }

    @Test
    void aLineThatWasNeverFinishedIsNoFindingUnlessItWasSigned() throws IOException {
        Path last = segments().get(segments().size() - 1);
        byte[] bytes = this.whole.get(last);
        Files.write(last, Arrays.copyOf(bytes, bytes.length + 9));
        assertThat(verify()).returns(true, JournalVerification.Report::intact)
            .returns(9L, JournalVerification.Report::unfinished);
        Files.write(last, Arrays.copyOf(bytes, bytes.length - 1));
        assertThat(verify().intact()).isFalse();
    }

    @Test
    void aMissingBeginningNeedsASignedRecordOfIt() throws IOException {
        Files.delete(segments().get(0));
        assertThat(verify().findings()).singleElement().asString().contains("no pruning is recorded");
        Path last = segments().get(segments().size() - 1);
        List<String> lines = new ArrayList<>(lines(last));
        byte[] head = JournalLine.storedHash(lines.get(lines.size() - 1));
        String forged = JournalLine.event(verify().lastSequence() + 1,
                AuditRecord.of(NOW, "audit.prune", "system", "x", "success", Map.of("before", "1000")));
        lines.add(JournalLine.join(forged, JournalLine.hash(head, forged)).strip());
        Files.write(last, bytes(lines));
        assertThat(verify().findings()).singleElement().asString().contains("no pruning is recorded");
    }

    private void tamper(int way, Random random) throws IOException {
        List<Path> segments = segments();
        Path victim = segments.get(random.nextInt(segments.size()));
        byte[] bytes = this.whole.get(victim).clone();
        List<String> lines = lines(victim);
        int at = random.nextInt(lines.size());
        switch (way) {
            case 0 -> Files.write(victim, flip(bytes, random));
            case 1 -> Files.write(victim, bytes(without(lines, at)));
            case 2 -> Files.write(victim, bytes(doubled(lines, at)));
            case 3 -> Files.write(victim,
                    bytes(swapped(lines, at, (at + 1 + random.nextInt(lines.size() - 1)) % lines.size())));
            case 4 -> Files.write(victim, bytes(lines.subList(0, at)));
            case 5 -> Files.write(victim, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            case 6 -> Files.delete(victim);
            case 7 ->
                Files.write(journal().resolve("head"), flip(this.whole.get(journal().resolve("head")).clone(), random));
            case 8 -> Files.delete(journal().resolve("head"));
            case 9 -> Files.write(victim, bytes(change(lines, at)));
            case 10 -> rechain(segments, random, false);
            case 11 -> rechain(segments, random, true);
            case 12 -> restore(this.atFirst);
            default -> Files.write(victim,
                    new String(bytes, StandardCharsets.UTF_8).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Changes an event, or puts one in, and makes every hash from there on right.
     */
    private void rechain(List<Path> segments, Random random, boolean insert) throws IOException {
        int victim = random.nextInt(segments.size());
        int at = random.nextInt(lines(segments.get(victim)).size());
        byte[] head = JournalLine.GENESIS;
        long sequence = 0;
        for (int s = 0; s < segments.size(); s++) {
            List<String> lines = lines(segments.get(s));
            List<String> forged = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                String object = lines.get(i).substring(0, lines.get(i).lastIndexOf('\t'));
                object = object.replaceFirst("\"previous\":\"[^\"]*", "\"previous\":\"" + hex(head))
                    .replaceFirst("\"checkpoint\":\"[^\"]*", "\"checkpoint\":\"" + hex(head));
                boolean here = s == victim && i == at;
                for (int copy = 0; copy < ((here && insert) ? 2 : 1); copy++) {
                    String next = object.replaceFirst("\"seq\":\\d+", "\"seq\":" + sequence++);
                    next = here ? next.replaceFirst("\\}$", ",\"x\":" + copy + "}") : next;
                    head = JournalLine.hash(head, next);
                    forged.add(JournalLine.join(next, head).strip());
                }
            }
            Files.write(segments.get(s), bytes(forged));
        }
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    private static byte[] flip(byte[] bytes, Random random) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    private static List<String> change(List<String> lines, int at) {
        List<String> changed = new ArrayList<>(lines);
        changed.set(at, lines.get(at).replaceFirst("\"seq\":", "\"seq\": "));
        return changed;
    }

    private static List<String> without(List<String> lines, int at) {
        List<String> left = new ArrayList<>(lines);
        left.remove(at);
        return left;
    }

    private static List<String> doubled(List<String> lines, int at) {
        List<String> more = new ArrayList<>(lines);
        more.add(at, lines.get(at));
        return more;
    }

    private static List<String> swapped(List<String> lines, int one, int other) {
        List<String> swapped = new ArrayList<>(lines);
        Collections.swap(swapped, one, other);
        return swapped;
    }

    private List<String> findings(Path file, List<String> lines) throws IOException {
        Files.write(file, bytes(lines));
        List<String> findings = verify().findings();
        restore(this.whole);
        return findings;
    }

    private void write(int from) throws IOException {
        try (FileAuditJournal journal = new FileAuditJournal(this.root, 3_500, Duration.ofDays(30),
                Clock.fixed(NOW, ZoneOffset.UTC))) {
            for (int i = from; i < from + 20; i++) {
                journal.recordDurably(
                        AuditRecord.of(NOW, "t.t", "user" + i, "r" + i, AuditRecord.SUCCESS, Map.of("k", "v" + i)));
            }
        }
        this.witnessed.add(JournalVerification.head(journal()));
    }

    private JournalVerification.Report verify() throws IOException {
        return JournalVerification.verify(journal(), this.witnessed);
    }

    private Path journal() {
        return this.root.resolve("1");
    }

    private List<Path> segments() throws IOException {
        return JournalSegments.segments(journal());
    }

    private List<String> lines(Path file) {
        return new String(this.whole.get(file), StandardCharsets.UTF_8).lines().toList();
    }

    private static byte[] bytes(List<String> lines) {
        return lines.isEmpty() ? new byte[0] : (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private Map<Path, byte[]> files() throws IOException {
        Map<Path, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(journal())) {
            all.filter((file) -> !file.endsWith("lock")).forEach((file) -> files.put(file, read(file)));
        }
        return files;
    }

    private void restore(Map<Path, byte[]> files) throws IOException {
        for (Path segment : segments()) {
            if (!files.containsKey(segment)) {
                Files.delete(segment);
            }
        }
        for (Map.Entry<Path, byte[]> file : files.entrySet()) {
            Files.write(file.getKey(), file.getValue());
        }
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
