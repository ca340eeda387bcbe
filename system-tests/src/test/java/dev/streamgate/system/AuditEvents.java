/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The audit events since the creation of this object, as monitor-service returns them.
 */
final class AuditEvents {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final List<String> FIELDS = List.of("id", "timestamp", "type", "actor", "action", "resource");

    private final GatewayUser operator;

    private final Instant begin = Instant.now();

    AuditEvents(GatewayUser operator) {
        this.operator = operator;
    }

    /**
     * Waits for events: those recorded on a best-effort basis appear with a delay.
     * @param query the query parameters of the search
     * @return the events, all of them complete
     */
    List<JsonNode> await(String query) {
        List<JsonNode> events = Awaitility.await(query)
            .atMost(TIMEOUT)
            .until(() -> this.operator.json("/api/v1/monitor/audit?" + query + "&from=" + this.begin)
                .path("items")
                .valueStream()
                .toList(), (found) -> !found.isEmpty());
        assertThat(events).allSatisfy((event) -> {
            assertThat(FIELDS).allSatisfy((field) -> assertThat(event.path(field).asString()).as(field).isNotBlank());
            assertThat(event.path("result").asString()).isIn("success", "denied", "failure");
            assertThat(event.path("details").isObject()).isTrue();
        });
        return events;
    }

}
