/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class LineBufferTests {

    private final byte[] hash = JournalLine.GENESIS.clone();

    @Test
    void aLineHasEveryFieldInOrderAndContinuesTheHash() {
        String line = line(12_345, event("2026-01-02T03:04:05Z", "café", Map.of("b", "2", "a", "1")));
        assertThat(line).startsWith("{\"seq\":12345,\"id\":\"id-1\",\"timestamp\":\"2026-01-02T03:04:05Z\","
                + "\"type\":\"thing.read\",\"actor\":\"café\",\"action\":\"read\",\"resource\":\"/things\","
                + "\"result\":\"success\",\"details\":{\"a\":\"1\",\"b\":\"2\"}}\t");
        assertThat(JournalLine.verified(line, JournalLine.GENESIS)).isNotNull();
        assertThat(JournalLine.storedHash(line)).isEqualTo(this.hash);
        assertThat(JournalLine.verified(line(0, event("2026-01-02T03:04:05Z", "b", Map.of())),
                JournalLine.storedHash(line)))
            .startsWith("{\"seq\":0,");
    }

    @Test
    void everyCharacterIsReadBackAndNoneControlsATerminal() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            if (!Character.isSurrogate(c)) {
                all.append(c);
            }
        }
        AuditRecord event = event("2026-01-02T03:04:05Z", all.append("𝄞").toString(), Map.of());
        String line = line(1, event);
        assertThat(JournalLine.verified(line, JournalLine.GENESIS)).isNotNull();
        JsonNode object = JournalLine.read(line);
        assertThat(object).isNotNull();
        assertThat(JournalLine.event(object)).isEqualTo(event);
        assertThat(line.substring(0, line.lastIndexOf('\t')).chars())
            .noneMatch((c) -> c < 0x20 || (c >= 0x7f && c < 0xa0) || Character.getType(c) == Character.FORMAT
                    || c == '\u2028' || c == '\u2029');
    }

    @ParameterizedTest
    @ValueSource(strings = { "2026-01-02T03:04:05Z", "2026-01-02T03:04:05.100Z", "2026-01-02T03:04:05.000020Z",
            "2026-01-02T03:04:05.000000003Z", "1969-12-31T23:59:59.999Z", "+10000-01-01T00:00:00Z" })
    void aTimestampIsThatOfInstant(String timestamp) {
        assertThat(line(1, event(timestamp, "a", Map.of()))).contains("\"timestamp\":\"" + timestamp + "\"");
    }

    @Test
    void aBufferHoldsManyLinesAndLongTexts() {
        LineBuffer buffer = new LineBuffer();
        AuditRecord event = event("2026-01-02T03:04:05.678Z", "é".repeat(100_000), Map.of());
        for (int i = 0; i < 20; i++) {
            buffer.event(i, EventBatch.of(event), 0, this.hash);
        }
        assertThat(buffer.lines().remaining()).isGreaterThan(20 * 200_000);
        buffer.clear();
        assertThat(buffer.lines().remaining()).isZero();
        assertThat(line(1, event)).hasSizeGreaterThan(100_000);
    }

    private String line(long sequence, AuditRecord event) {
        return SampleJournal.line((line) -> line.event(sequence, EventBatch.of(event), 0, this.hash));
    }

    private static AuditRecord event(String timestamp, String actor, Map<String, String> details) {
        return new AuditRecord("id-1", Instant.parse(timestamp), "thing.read", actor, "read", "/things",
                AuditRecord.SUCCESS, details);
    }

}
