/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** The list of uploads. */
@UploadServiceTest
class UploadListIT {

    private final UploadClient client;

    @Autowired
    UploadListIT(UploadClient client) {
        this.client = client.as("list-" + System.nanoTime(), "creator");
    }

    @ParameterizedTest
    @ValueSource(strings = { "?cursor=x", "?cursor=dXBsb2FkcyAgMSBh", "?limit=0", "?limit=101", "?limit=x",
            "?state=unknown" })
    void anInvalidListRequestIsABadRequest(String query) {
        Reply reply = this.client.get("/api/v1/uploads" + query);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.problem()).isEqualTo(query.startsWith("?state") ? "invalid-fields" : "invalid-page");
    }

    @Test
    void pagesContainEachUploadOnceAndACursorBelongsToItsListOnly() {
        Map<String, Integer> seen = new java.util.LinkedHashMap<>();
        for (int i = 0; i < 7; i++) {
            this.client.create(10);
        }
        String query = "?limit=3";
        String cursor = null;
        do {
            JsonNode page = this.client.get("/api/v1/uploads" + query + ((cursor != null) ? "&cursor=" + cursor : ""))
                .json();
            page.path("items").forEach((item) -> seen.merge(item.path("uploadId").asString(), 1, Integer::sum));
            cursor = page.path("nextCursor").asString(null);
            if (cursor != null) {
                assertThat(this.client.get("/api/v1/uploads?state=open&cursor=" + cursor).problem())
                    .isEqualTo("invalid-page");
            }
        }
        while (cursor != null);
        assertThat(seen).hasSize(7).allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
    }

}
