/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.pipeline;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import dev.streamgate.metadata.MetadataClient;
import dev.streamgate.metadata.MetadataTest;
import dev.streamgate.testing.http.Reply;
import dev.streamgate.testing.security.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

@MetadataTest
class MediaPipelineUpdatesIT {

    private static final String ANN = MetadataClient.creator("ann");

    private static final String WORKER = TestTokens.service("worker");

    private final MetadataClient client;

    private final JdbcClient jdbc;

    @Autowired
    MediaPipelineUpdatesIT(MetadataClient client, JdbcClient jdbc) {
        this.client = client;
        this.jdbc = jdbc;
    }

    @Test
    void anUploadCreatesItsContentOnce() {
        String id = id();
        assertThat(this.client.attach(id, "ann", "u-" + id).status()).isEqualTo(200);
        JsonNode made = read(id);
        assertThat(made.path("title").asString()).isEqualTo("holiday.mp4");
        assertThat(made.path("state").asString()).isEqualTo("processing");
        assertThat(made.path("size").asLong()).isEqualTo(1234);
        this.client.updateMedia(id, 3, "ready", true, "p-" + id);
        assertThat(this.client.attach(id, "ann", "u-" + id).status()).isEqualTo(200);
        assertThat(read(id).path("state").asString()).isEqualTo("ready");
    }

    @Test
    void anEarlierUploadThatArrivesLateReplacesNothing() {
        String id = id();
        assertThat(this.client.attach(id, "ann", "later-" + id, 8).status()).isEqualTo(200);
        this.client.updateMedia(id, 3, "ready", true, "p-" + id);
        assertThat(this.client.attach(id, "ann", "earlier-" + id, 7).status()).isEqualTo(200);
        assertThat(read(id).path("state").asString()).isEqualTo("ready");
        assertThat(read(id).path("size").asLong()).isEqualTo(8);
        assertThat(this.client.attach(id, "ann", "latest-" + id, 9).status()).isEqualTo(200);
        assertThat(read(id).path("state").asString()).isEqualTo("processing");
    }

    @Test
    void aStateOfAnEarlierSourceThatArrivesLateChangesNothing() {
        String id = id();
        this.client.attach(id, "ann", "first-" + id, 7);
        this.client.attach(id, "ann", "second-" + id, 8);
        update(id, Map.of("sequence", 5, "sourceNumber", 7, "state", "ready", "playable", true, "progress", 1,
                "packageKey", "p-" + id));
        assertThat(read(id).path("state").asString()).isEqualTo("processing");
        assertThat(read(id).path("playable").asBoolean()).isFalse();
        update(id, Map.of("sequence", 6, "sourceNumber", 8, "state", "failed", "playable", false, "progress", 0));
        assertThat(read(id).path("state").asString()).isEqualTo("failed");
    }

    @Test
    void progressChangesNoIndexAndNotTheRowOfTheContent() {
        String id = id();
        this.client.attach(id, "ann", "u-" + id);
        this.client.updateMedia(id, 1, "processing", true, "p-" + id);
        String row = "SELECT ctid::text FROM content WHERE id = ?";
        String before = this.jdbc.sql(row).param(id).query(String.class).single();
        for (int sequence = 2; sequence < 20; sequence++) {
            this.client.updateMedia(id, sequence, "processing", true, "p-" + id);
        }
        assertThat(this.jdbc.sql(row).param(id).query(String.class).single()).isEqualTo(before);
        assertThat(this.jdbc.sql("SELECT count(*) FROM pg_index WHERE indrelid = 'content_media'::regclass")
            .query(Long.class)
            .single()).as("the primary key alone").isOne();
    }

    @Test
    void anotherUploadReplacesTheMedia() {
        String id = this.client.published("ann", Map.of("title", "a", "visibility", "public"));
        assertThat(this.client.attach(id, "ann", "second-" + id).status()).isEqualTo(200);
        JsonNode content = read(id);
        assertThat(content.path("state").asString()).isEqualTo("processing");
        assertThat(content.path("playable").asBoolean()).isFalse();
        assertThat(content.has("playback")).isFalse();
        this.client.attach(id, "ann", "upload-" + id);
        assertThat(read(id).path("state").asString()).as("the first upload is attached again").isEqualTo("processing");
        assertThat(this.client.get(MetadataClient.CONTENTS + "/" + id, null).status()).isEqualTo(404);
    }

    @Test
    void anUploadToAnotherUsersContentIsForbidden() {
        String id = this.client.create("ann", Map.of("title", "a")).field("id");
        assertThat(this.client.attach(id, "ben", "u-" + id).status()).isEqualTo(403);
        assertThat(read(id).path("state").asString()).isEqualTo("draft");
    }

    @ParameterizedTest
    @ValueSource(strings = { "short", "has%20space%20in%20it",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
    void anInvalidIdIsRejected(String id) {
        assertThat(this.client.attach(id, "ann", "u1").status()).isEqualTo(400);
    }

    @Test
    void anyFileNameIsAccepted() {
        String id = id();
        Reply reply = this.client.put("/internal/v1/contents/" + id + "/source", TestTokens.service("upload"),
                "{\"owner\":\"ann\",\"uploadId\":\"u-%s\",\"title\":\"a\\u0000b\\ud800c\\n\",\"size\":1}"
                    .formatted(id));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(read(id).path("title").asString()).isEqualTo("abc");
    }

    @Test
    void mediaAreReturnedAsReported() {
        String id = id();
        this.client.attach(id, "ann", "u-" + id);
        Map<String, Object> rung = Map.of("name", "720p", "width", 1280, "height", 720, "bandwidth", 2_500_000,
                "codecs", "avc1.64001f", "state", "partial");
        Reply updated = update(id,
                Map.of("sequence", 1, "state", "processing", "playable", true, "progress", 0.25, "packageKey", "k",
                        "duration", 61.5, "width", 1280, "height", 720, "frameRate", 29.97, "renditions",
                        List.of(rung)));
        assertThat(updated.status()).isEqualTo(200);
        JsonNode content = read(id);
        assertThat(content.path("playable").asBoolean()).isTrue();
        assertThat(content.path("progress").asDouble()).isEqualTo(0.25);
        assertThat(content.path("duration").asDouble()).isEqualTo(61.5);
        assertThat(content.path("frameRate").asDouble()).isEqualTo(29.97);
        assertThat(content.path("renditions").path(0).path("codecs").asString()).isEqualTo("avc1.64001f");
        assertThat(content.path("playback").path("dash").asString())
            .isEqualTo("/api/v1/streams/" + id + "/manifest.mpd");
    }

    @Test
    void onlyTheOwnerReadsNotes() {
        String id = this.client.published("ann", Map.of("title", "a", "visibility", "public"));
        String note = "Audio track 2 (apac) cannot be decoded and is not offered.";
        assertThat(update(id, Map.of("sequence", 100, "state", "ready", "playable", true, "progress", 1, "packageKey",
                "k", "notes", List.of(note)))
            .status()).isEqualTo(200);
        assertThat(read(id).path("notes").path(0).asString()).isEqualTo(note);
        JsonNode seenByOthers = this.client.get(MetadataClient.CONTENTS + "/" + id, TestTokens.user("bob")).json();
        assertThat(seenByOthers.path("id").asString()).isEqualTo(id);
        assertThat(seenByOthers.path("notes").isArray()).isFalse();
    }

    @Test
    void aLateOrRepeatedUpdateChangesNothing() {
        String id = id();
        this.client.attach(id, "ann", "u-" + id);
        this.client.updateMedia(id, 10, "ready", true, "k");
        this.client.updateMedia(id, 9, "processing", false, null);
        this.client.updateMedia(id, 10, "failed", false, null);
        assertThat(read(id).path("state").asString()).isEqualTo("ready");
        assertThat(read(id).path("playable").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({ "ready,published", "processing,published", "failed,failed" })
    void aPublishedContentStaysPublishedUnlessItFails(String media, String state) {
        String id = this.client.published("ann", Map.of("title", "a", "visibility", "public"));
        this.client.updateMedia(id, 100, media, true, "package-" + id);
        assertThat(read(id).path("state").asString()).isEqualTo(state);
    }

    @Test
    void anArchivedContentStaysArchived() {
        String id = this.client.published("ann", Map.of("title", "a"));
        this.client.post(MetadataClient.CONTENTS + "/" + id + "/archive", ANN, null);
        this.client.updateMedia(id, 100, "ready", true, "package-" + id);
        assertThat(read(id).path("state").asString()).isEqualTo("archived");
    }

    @Test
    void aFailureHasAReasonThatALaterSuccessClears() {
        String id = id();
        this.client.attach(id, "ann", "u-" + id);
        update(id,
                Map.of("sequence", 1, "state", "failed", "playable", false, "progress", 0, "error", "No video track."));
        assertThat(read(id).path("error").asString()).isEqualTo("No video track.");
        this.client.updateMedia(id, 2, "ready", true, "k");
        assertThat(read(id).path("state").asString()).isEqualTo("ready");
        assertThat(read(id).has("error")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"sequence\":1,\"state\":\"published\",\"playable\":true,\"progress\":1}",
            "{\"sequence\":1,\"state\":\"ready\",\"playable\":true,\"progress\":2}",
            "{\"sequence\":\"x\",\"state\":\"ready\",\"playable\":true,\"progress\":1}" })
    void anInvalidUpdateIsRejected(String body) {
        String id = id();
        this.client.attach(id, "ann", "u-" + id);
        assertThat(this.client.put("/internal/v1/contents/" + id + "/media", WORKER, body).status()).isEqualTo(400);
    }

    @Test
    void anUnknownContentIsNotFound() {
        assertThat(this.client.get("/internal/v1/contents/nothing/playback", WORKER).status()).isEqualTo(404);
        assertThat(this.client.updateMedia("nothing-at-all", 1, "ready", true, "k").status()).isEqualTo(404);
    }

    @Test
    void anUploadDuringADeletionDoesNotRestoreTheContent() throws Exception {
        for (int i = 0; i < 20; i++) {
            String id = this.client.create("ann", Map.of("title", "a")).field("id");
            CyclicBarrier start = new CyclicBarrier(2);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Reply> attached = threads.submit(() -> {
                    start.await();
                    return this.client.attach(id, "ann", "u-" + id);
                });
                start.await();
                assertThat(this.client.delete(MetadataClient.CONTENTS + "/" + id, ANN).status()).isEqualTo(204);
                assertThat(attached.get().status()).isIn(200, 404, 410);
            }
            assertThat(this.client.get(MetadataClient.CONTENTS + "/" + id, ANN).status()).isEqualTo(404);
        }
    }

    @Test
    void thePipelineApiIsForServicesOnly() {
        String path = "/internal/v1/contents/" + id();
        for (String token : new String[] { ANN, TestTokens.user("root", "admin") }) {
            assertThat(this.client.get(path + "/playback", token).status()).isEqualTo(403);
            assertThat(this.client.put(path + "/source", token, Map.of()).status()).isEqualTo(403);
            assertThat(this.client.put(path + "/media", token, Map.of()).status()).isEqualTo(403);
        }
        assertThat(this.client.get(path + "/playback", null).status()).isEqualTo(401);
    }

    private Reply update(String id, Map<String, ?> update) {
        return this.client.put("/internal/v1/contents/" + id + "/media", WORKER, update);
    }

    private JsonNode read(String id) {
        return this.client.get(MetadataClient.CONTENTS + "/" + id, ANN).json();
    }

    private static String id() {
        return UUID.randomUUID().toString().replace("-", "");
    }

}
