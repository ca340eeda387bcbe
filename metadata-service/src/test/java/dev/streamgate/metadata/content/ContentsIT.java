/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.metadata.MetadataClient;
import dev.streamgate.metadata.MetadataTest;
import dev.streamgate.testing.handlers.HandlerRules;
import dev.streamgate.testing.http.Reply;
import dev.streamgate.testing.security.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

@MetadataTest
class ContentsIT implements HandlerRules {

    private static final String ANN = MetadataClient.creator("ann");

    private static final String BEN = MetadataClient.creator("ben");

    private static final String OPERATOR = TestTokens.user("op", "operator");

    private static final String ADMIN = TestTokens.user("root", "admin");

    private final MetadataClient client;

    @Autowired
    ContentsIT(MetadataClient client) {
        this.client = client;
    }

    @Test
    void aNewContentIsAPrivateDraftOfItsCreator() {
        Reply reply = this.client.create("ann", Map.of("title", " A film ", "tags", List.of("Sea", " sea", "Sun")));
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().path("state").asString()).isEqualTo("draft");
        assertThat(reply.json().path("visibility").asString()).isEqualTo("private");
        assertThat(reply.json().path("title").asString()).isEqualTo("A film");
        assertThat(reply.json().path("owner").asString()).isEqualTo("ann");
        assertThat(reply.json().path("tags").toString()).isEqualTo("[\"sea\",\"sun\"]");
        assertThat(reply.headers().firstValue("Location")).contains(path(reply.field("id")));
        Reply read = this.client.get(path(reply.field("id")), ANN);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json()).isEqualTo(reply.json());
        assertThat(read.header("ETag")).isEqualTo(reply.header("ETag"));
    }

    @Test
    void idsAreOpaqueAndUnique() {
        assertThat(IntStream.range(0, 50).mapToObj((i) -> draft("same title")).distinct()).hasSize(50)
            .allMatch((id) -> id.matches("[0-9a-f]{32}"));
    }

    @Test
    void onlyCreatorsCreate() {
        assertThat(this.client.post(MetadataClient.CONTENTS, null, Map.of("title", "a")).status()).isEqualTo(401);
        assertThat(this.client.post(MetadataClient.CONTENTS, TestTokens.user("eve", "viewer"), Map.of("title", "a"))
            .status()).isEqualTo(403);
    }

    @Test
    void aPrivateDraftIsNotFoundForOtherUsers() {
        String id = draft("secret");
        for (String stranger : new String[] { BEN, TestTokens.user("eve", "viewer") }) {
            assertThat(this.client.get(path(id), stranger).status()).isEqualTo(404);
            assertThat(this.client.get(path(id) + "/gate", stranger).status()).isEqualTo(404);
            assertThat(this.client.delete(path(id), stranger).status()).isEqualTo(404);
            assertThat(this.client.patch(path(id), stranger, "*", Map.of("title", "mine")).status()).isEqualTo(404);
            assertThat(this.client.post(path(id) + "/publish", stranger, null).status()).isEqualTo(404);
        }
        assertThat(this.client.get(path(id), null).status()).isEqualTo(404);
        assertThat(this.client.get(path(id), null).json().path("detail"))
            .isEqualTo(this.client.get(path("nothing"), null).json().path("detail"));
        assertThat(this.client.get(path(id), OPERATOR).status()).isEqualTo(200);
        assertThat(this.client.get(path(id), ADMIN).status()).isEqualTo(200);
    }

    @Test
    void aPublishedContentIsReadableUnlessPrivateAndEditableByItsOwnerOnly() {
        String open = this.client.published("ann", Map.of("title", "a", "visibility", "public"));
        String gated = this.client.published("ann", Map.of("title", "a", "visibility", "gated"));
        String hidden = this.client.published("ann", Map.of("title", "a"));
        assertThat(this.client.get(path(open), null).status()).isEqualTo(200);
        assertThat(this.client.get(path(gated), null).status()).isEqualTo(200);
        assertThat(this.client.get(path(hidden), null).status()).isEqualTo(404);
        assertThat(this.client.patch(path(open), BEN, "*", Map.of("title", "mine")).status()).isEqualTo(403);
        assertThat(this.client.delete(path(open), OPERATOR).status()).isEqualTo(403);
        assertThat(this.client.patch(path(open), ADMIN, "*", Map.of("title", "by an admin")).status()).isEqualTo(200);
    }

    @Test
    void publishingADraftIsAConflictThatListsTheAllowedStates() {
        Reply reply = this.client.post(path(draft("one")) + "/publish", ANN, null);
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.problem()).isEqualTo("illegal-transition");
        assertThat(reply.json().path("from").asString()).isEqualTo("draft");
        assertThat(reply.json().path("to").asString()).isEqualTo("published");
        assertThat(reply.json().path("allowed").toString()).isEqualTo("[\"archived\"]");
    }

    @Test
    void aContentCanBePublishedOnceItIsPlayable() {
        String id = draft("one");
        this.client.attach(id, "ann", "u-" + id);
        assertThat(this.client.post(path(id) + "/publish", ANN, null).status()).isEqualTo(409);
        this.client.updateMedia(id, 1, "processing", true, "p-" + id);
        Reply published = this.client.post(path(id) + "/publish", ANN, null);
        assertThat(published.status()).isEqualTo(200);
        assertThat(published.json().path("playback").path("hls").asString())
            .isEqualTo("/api/v1/streams/" + id + "/master.m3u8");
    }

    @Test
    void publishingAndArchivingAreIdempotentAndReversible() {
        String id = this.client.published("ann", Map.of("title", "a", "visibility", "public"));
        Reply again = this.client.post(path(id) + "/publish", ANN, null);
        assertThat(again.status()).isEqualTo(200);
        Reply archived = this.client.post(path(id) + "/archive", ANN, null);
        assertThat(archived.json().path("state").asString()).isEqualTo("archived");
        assertThat(archived.json().path("version").asLong()).isEqualTo(again.json().path("version").asLong() + 1);
        assertThat(this.client.get(path(id), null).status()).isEqualTo(404);
        assertThat(this.client.post(path(id) + "/archive", ANN, null).status()).isEqualTo(200);
        assertThat(this.client.post(path(id) + "/publish", ANN, null).json().path("state").asString())
            .isEqualTo("published");
        assertThat(this.client.get(path(id), null).status()).isEqualTo(200);
    }

    @Test
    void aDeletedContentIsGoneAndItsIdIsNotReused() {
        String id = this.client.published("ann", Map.of("title", "a", "visibility", "public"));
        assertThat(this.client.get(path(id), null).status()).isEqualTo(200);
        assertThat(this.client.send("DELETE", path(id), ANN, null, Map.of("If-Match", "\"99\"")).status())
            .isEqualTo(412);
        assertThat(this.client.delete(path(id), ANN).status()).isEqualTo(204);
        assertThat(this.client.get(path(id), ANN).status()).isEqualTo(404);
        assertThat(this.client.delete(path(id), ANN).status()).isEqualTo(404);
        Reply late = this.client.attach(id, "ann", "another-upload");
        assertThat(late.status()).isEqualTo(410);
        assertThat(this.client.get(path(id), ANN).status()).isEqualTo(404);
    }

    private String draft(String title) {
        return this.client.create("ann", Map.of("title", title)).field("id");
    }

    private static String path(String id) {
        return MetadataClient.CONTENTS + "/" + id;
    }

    @Override
    public Map<String, String> writesWithoutAuditEvent() {
        return Map.of("PipelineController.update",
                "Encoding progress; the events are job.submit and job.complete of worker-service.",
                "PipelineController.firstServed", "Returns a trace context; changes no content.",
                "ContentFeedController.claim", "Delivery to worker-service; the event is content.delete.",
                "ContentFeedController.acknowledge", "As for claim.");
    }

}
