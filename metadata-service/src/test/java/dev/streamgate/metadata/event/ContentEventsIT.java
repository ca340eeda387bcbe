/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.event;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import dev.streamgate.metadata.MetadataClient;
import dev.streamgate.metadata.MetadataTest;
import dev.streamgate.testing.security.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

@MetadataTest
class ContentEventsIT {

    private static final String FEED = "/internal/v1/content-events";

    private static final String WORKER = TestTokens.service("worker");

    private final MetadataClient client;

    private final JdbcClient jdbc;

    @Autowired
    ContentEventsIT(MetadataClient client, JdbcClient jdbc) {
        this.client = client;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void noEventIsPending() {
        this.jdbc.sql("DELETE FROM content_event").update();
    }

    @Test
    void aNewContentIsAnEventWithItsOwner() {
        String created = this.client.create("ann", Map.of("title", "created")).field("id");
        String uploaded = "upload-creates-it";
        this.client.attach(uploaded, "ben", "u-" + uploaded);
        this.client.attach(uploaded, "ben", "second-" + uploaded);
        assertThat(claim(10))
            .extracting((event) -> event.path("type").asString() + " " + event.path("contentId").asString() + " "
                    + event.path("owner").asString())
            .containsExactlyInAnyOrder("created " + created + " ann", "created " + uploaded + " ben");
    }

    @Test
    void aDeletedContentIsDeliveredOnceItIsAcknowledged() {
        String id = content("one");
        delete(id);
        List<JsonNode> events = claim(10);
        assertThat(events).singleElement().satisfies((event) -> {
            assertThat(event.path("type").asString()).isEqualTo("deleted");
            assertThat(event.path("contentId").asString()).isEqualTo(id);
            assertThat(event.has("owner")).isFalse();
        });
        acknowledge(events);
        expireClaims();
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void aSecondVideoIsNoEvent() {
        String id = content("replaced");
        acknowledge(claim(10));
        this.client.attach(id, "ann", "second-" + id);
        this.client.updateMedia(id, 10, "ready", true, "new");
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void anEventThatIsNotAcknowledgedIsDeliveredAgainWithTheSameId() {
        delete(content("retry"));
        List<JsonNode> first = claim(10);
        assertThat(first).hasSize(1);
        assertThat(claim(10)).as("claimed by another caller").isEmpty();
        expireClaims();
        assertThat(claim(10)).isEqualTo(first);
    }

    @Test
    void manyEventsAreClaimedInBatchesDeletionsFirst() {
        this.client.create("ann", Map.of("title", "older than the deletions"));
        for (int i = 0; i < 25; i++) {
            delete(content("many " + i));
        }
        assertThat(claim(20)).hasSize(20).allMatch((event) -> event.path("type").asString().equals("deleted"));
        assertThat(claim(20)).hasSize(6);
    }

    @Test
    void mediaThatArriveAfterTheDeletionArePurgedToo() {
        String id = content("late");
        delete(id);
        acknowledge(claim(10));
        assertThat(this.client.updateMedia(id, 7, "ready", true, "p").status()).isEqualTo(410);
        assertThat(claim(10)).singleElement()
            .satisfies((event) -> assertThat(event.path("contentId").asString()).isEqualTo(id));
    }

    @Test
    void anAcknowledgementDoesNotRemoveALaterEvent() {
        String id = content("replaced event");
        List<JsonNode> created = claim(10);
        delete(id);
        acknowledge(created);
        assertThat(claim(10)).singleElement()
            .satisfies((event) -> assertThat(event.path("type").asString()).isEqualTo("deleted"));
    }

    @Test
    void theFeedIsForServicesAndBatchesAreLimited() {
        String user = TestTokens.user("root", "admin");
        assertThat(this.client.post(FEED + "/claim?limit=1", user, null).status()).isEqualTo(403);
        assertThat(this.client.post(FEED + "/acknowledge", user, Map.of("eventIds", List.of())).status())
            .isEqualTo(403);
        assertThat(this.client.post(FEED + "/claim?limit=101", WORKER, null).status()).isEqualTo(400);
    }

    private List<JsonNode> claim(int limit) {
        return this.client.post(FEED + "/claim?limit=" + limit, WORKER, null).json().valueStream().toList();
    }

    private void acknowledge(List<JsonNode> events) {
        List<String> ids = events.stream().map((event) -> event.path("eventId").asString()).toList();
        assertThat(this.client.post(FEED + "/acknowledge", WORKER, Map.of("eventIds", ids)).status()).isEqualTo(200);
    }

    private void expireClaims() {
        this.jdbc.sql("UPDATE content_event SET due_at = created_at").update();
    }

    private String content(String title) {
        String id = this.client.create("ann", Map.of("title", title)).field("id");
        this.client.attach(id, "ann", "upload-" + id);
        this.client.updateMedia(id, 1, "ready", true, "package-" + id);
        return id;
    }

    private void delete(String id) {
        assertThat(this.client.delete(MetadataClient.CONTENTS + "/" + id, MetadataClient.creator("ann")).status())
            .isEqualTo(204);
    }

}
