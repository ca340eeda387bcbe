/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.journal;

import org.junit.jupiter.api.Test;

import dev.streamgate.monitor.ApiTest;

import static org.assertj.core.api.Assertions.assertThat;

class AuditAndLogApiIT extends ApiTest {

    @Test
    void auditEventsAndLogLinesAreMergedAndFailedInstancesAreNamed() {
        get("/api/v1/monitor/audit?type=upload.&actor=a%26b=c").expectStatus()
            .isOk()
            .expectBody()
            .jsonPath("$.items[0].service")
            .isEqualTo("alpha")
            .jsonPath("$.items[0].resource")
            .isEqualTo("actor=a&b=c&type=upload.&limit=100")
            .jsonPath("$.failures[0].service")
            .isEqualTo("gamma");
        get("/api/v1/monitor/logs?service=alpha&level=warn&limit=1").expectBody()
            .jsonPath("$.items.length()")
            .isEqualTo(1)
            .jsonPath("$.items[0].message")
            .isEqualTo("level=WARN&limit=51")
            .jsonPath("$.failures.length()")
            .isEqualTo(0)
            .jsonPath("$.nextCursor")
            .isNotEmpty();
        int before = queries.get();
        get("/api/v1/monitor/audit?type=cached.page").expectStatus().isOk();
        get("/api/v1/monitor/audit?type=cached.page").expectStatus().isOk();
        assertThat(queries.get() - before).as("pages are cached").isEqualTo(1);
        get("/api/v1/monitor/logs?service=../../etc/passwd").expectStatus().isBadRequest();
        get("/api/v1/monitor/logs?level=loud").expectStatus().isBadRequest();
        get("/api/v1/monitor/logs?traceId=nothing").expectStatus().isBadRequest();
    }

}
