/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random modifications by an attacker who can write to the files and lacks the signing
 * key. {@code -Dstreamgate.test.tampers} sets their number.
 */
class JournalTamperingTests {

    private static final int TAMPERS = Integer.getInteger("streamgate.test.tampers", 200);

    @TempDir
    Path root;

    @Test
    void everyModificationIsDetected() throws IOException {
        SampleJournal journal = new SampleJournal(this.root);
        Random random = new Random(7);
        for (int i = 0; i < TAMPERS; i++) {
            int kind = random.nextInt(14);
            tamper(journal, kind, random);
            assertThat(journal.verify().intact()).as("modification %d of kind %d", i, kind).isFalse();
            journal.restore();
        }
        assertThat(journal.verify().findings()).isEmpty();
    }

    private static void tamper(SampleJournal journal, int kind, Random random) throws IOException {
        List<Path> segments = journal.segments();
        Path victim = segments.get(random.nextInt(segments.size()));
        byte[] bytes = journal.bytes(victim);
        List<String> lines = journal.lines(victim);
        int at = random.nextInt(lines.size());
        switch (kind) {
            case 0 -> Files.write(victim, flipBit(bytes, random));
            case 1 -> SampleJournal.write(victim, Tampering.removed(lines, at));
            case 2 -> SampleJournal.write(victim, Tampering.duplicated(lines, at));
            case 3 -> SampleJournal.write(victim,
                    Tampering.swapped(lines, at, (at + 1 + random.nextInt(lines.size() - 1)) % lines.size()));
            case 4 -> SampleJournal.write(victim, lines.subList(0, at));
            case 5 -> Files.write(victim, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            case 6 -> Files.delete(victim);
            case 7 -> Files.write(journal.head(), flipBit(journal.bytes(journal.head()), random));
            case 8 -> Files.delete(journal.head());
            case 9 -> SampleJournal.write(victim, Tampering.modified(lines, at));
            case 10 -> rechain(journal, random, false);
            case 11 -> rechain(journal, random, true);
            case 12 -> journal.rollBack();
            default -> Files.write(victim,
                    new String(bytes, StandardCharsets.UTF_8).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Modifies or inserts an event and recomputes all following hashes. */
    private static void rechain(SampleJournal journal, Random random, boolean insert) throws IOException {
        List<Path> segments = journal.segments();
        int victim = random.nextInt(segments.size());
        int at = random.nextInt(journal.lines(segments.get(victim)).size());
        byte[] hash = JournalLine.GENESIS.clone();
        long sequence = 0;
        for (int s = 0; s < segments.size(); s++) {
            List<String> lines = journal.lines(segments.get(s));
            List<String> forged = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                String object = lines.get(i).substring(0, lines.get(i).lastIndexOf('\t'));
                object = object.replaceFirst("\"previous\":\"[^\"]*", "\"previous\":\"" + hex(hash))
                    .replaceFirst("\"checkpoint\":\"[^\"]*", "\"checkpoint\":\"" + hex(hash));
                boolean here = s == victim && i == at;
                for (int copy = 0; copy < ((here && insert) ? 2 : 1); copy++) {
                    String next = object.replaceFirst("\"seq\":\\d+", "\"seq\":" + sequence++);
                    String forgedObject = here ? next.replaceFirst("\\}$", ",\"x\":" + copy + "}") : next;
                    forged.add(SampleJournal.line((line) -> line.object(forgedObject, hash)));
                }
            }
            SampleJournal.write(segments.get(s), forged);
        }
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    private static byte[] flipBit(byte[] bytes, Random random) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

}
