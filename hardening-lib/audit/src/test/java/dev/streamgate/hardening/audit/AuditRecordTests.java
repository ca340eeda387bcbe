/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AuditRecordTests {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final JsonMapper json = JsonMapper.builder().build();

    @Test
    void anEventIsReadBackFromItsJson() {
        AuditRecord event = AuditRecord.of(NOW, "upload.complete", "ann", "/uploads/1", AuditRecord.SUCCESS,
                Map.of("status", 200));
        String text = this.json.writeValueAsString(event);
        JsonNode object = this.json.readTree(text);
        assertThat(object.propertyNames()).containsExactly("id", "timestamp", "type", "actor", "action", "resource",
                "result", "details");
        assertThat(object.path("id").asString()).isEqualTo(event.id()).matches("[0-9a-f]{16}-[0-9a-f]+");
        assertThat(object.path("action").asString()).isEqualTo("complete");
        assertThat(this.json.readValue(text, AuditRecord.class)).isEqualTo(event).hasSameHashCodeAs(event);
    }

    @Test
    void theLineOfAnEventHasItsIdAndAction() {
        AuditRecord event = AuditRecord.of(NOW, "login", "ann", "/login", AuditRecord.DENIED, Map.of("a", "1"));
        String line = SampleJournal
            .line((buffer) -> buffer.event(0, EventBatch.of(event), 0, JournalLine.GENESIS.clone()));
        JsonNode object = JournalLine.read(line);
        assertThat(object).isNotNull();
        assertThat(JournalLine.event(object)).isEqualTo(event).hasToString(event.toString());
        assertThat(event.action()).isEqualTo("login");
    }

    @Test
    void eventsDifferByTheirIds() {
        AuditRecord one = AuditRecord.of(NOW, "t", "ann", "r", AuditRecord.SUCCESS, Map.of());
        AuditRecord two = AuditRecord.of(NOW, "t", "ann", "r", AuditRecord.SUCCESS, Map.of());
        assertThat(one).isNotEqualTo(two).isEqualTo(one);
    }

    @Test
    void anEventIsCompleteAndItsDetailsCannotBeChanged() {
        assertThatNullPointerException().isThrownBy(() -> AuditRecord.of(NOW, "t", "ann", "r", null, Map.of()));
        AuditRecord event = AuditRecord.of(NOW, "t", "ann", "r", AuditRecord.SUCCESS, Map.of("k", "v"));
        assertThatThrownBy(() -> event.details().put("k", "w")).isInstanceOf(UnsupportedOperationException.class);
    }

}
