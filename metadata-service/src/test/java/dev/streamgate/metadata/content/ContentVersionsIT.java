/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.metadata.MetadataClient;
import dev.streamgate.metadata.MetadataTest;
import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

@MetadataTest
class ContentVersionsIT {

    private static final String ANN = MetadataClient.creator("ann");

    private final MetadataClient client;

    @Autowired
    ContentVersionsIT(MetadataClient client) {
        this.client = client;
    }

    @Test
    void aPatchRequiresTheCurrentVersion() {
        Reply created = this.client.create("ann", Map.of("title", "one"));
        Reply without = this.client.send("PATCH", path(created.field("id")), ANN, Map.of("title", "two"), Map.of());
        assertThat(without.status()).isEqualTo(428);
        assertThat(without.problem()).isEqualTo("precondition-required");
        Reply changed = this.client.patch(path(created.field("id")), ANN, created.header("ETag"),
                Map.of("title", "two"));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("version").asLong()).isEqualTo(created.json().path("version").asLong() + 1);
        Reply late = this.client.patch(path(created.field("id")), ANN, created.header("ETag"),
                Map.of("title", "three"));
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.problem()).isEqualTo("precondition-failed");
        assertThat(late.header("ETag")).isEqualTo(changed.header("ETag"));
        assertThat(this.client.patch(path(created.field("id")), ANN, "\"2\"", Map.of("title", "three")).status())
            .isEqualTo(200);
        assertThat(this.client.patch(path(created.field("id")), ANN, "garbage", Map.of("title", "x")).status())
            .isEqualTo(412);
    }

    @Test
    void encodingProgressChangesTheEntityTagWithoutConflictingWithAnEdit() {
        Reply created = this.client.create("ann", Map.of("title", "one"));
        this.client.attach(created.field("id"), "ann", "u-" + created.field("id"));
        Reply before = this.client.get(path(created.field("id")), ANN);
        this.client.updateMedia(created.field("id"), 5, "processing", true, "p");
        Reply after = this.client.send("GET", path(created.field("id")), ANN, null,
                Map.of("If-None-Match", before.header("ETag")));
        assertThat(after.status()).isEqualTo(200);
        assertThat(after.json().path("playable").asBoolean()).isTrue();
        assertThat(this.client
            .send("GET", path(created.field("id")), ANN, null, Map.of("If-None-Match", after.header("ETag")))
            .status()).isEqualTo(304);
        assertThat(this.client.patch(path(created.field("id")), ANN, before.header("ETag"), Map.of("title", "two"))
            .status()).isEqualTo(200);
    }

    @Test
    void anotherSourceChangesTheEntityTag() {
        String id = this.client.create("ann", Map.of("title", "one")).field("id");
        this.client.attach(id, "ann", "u-" + id);
        this.client.updateMedia(id, 5, "ready", true, "p-" + id);
        Reply before = this.client.get(path(id), ANN);
        this.client.attach(id, "ann", "second-" + id);
        Reply after = this.client.send("GET", path(id), ANN, null, Map.of("If-None-Match", before.header("ETag")));
        assertThat(after.status()).isEqualTo(200);
        assertThat(after.json().path("state").asString()).isEqualTo("processing");
        assertThat(this.client.patch(path(id), ANN, before.header("ETag"), Map.of("title", "two")).status())
            .as("no conflict with an edit")
            .isEqualTo(200);
    }

    @Test
    void aPatchKeepsAbsentMembersAndClearsNullOnes() {
        Reply created = this.client.create("ann",
                Map.of("title", "one", "description", "words", "category", "film", "tags", List.of("a")));
        Reply kept = this.client.patch(path(created.field("id")), ANN, "*", Map.of("title", "two"));
        assertThat(kept.json().path("description").asString()).isEqualTo("words");
        assertThat(kept.json().path("category").asString()).isEqualTo("film");
        Reply cleared = this.client.patch(path(created.field("id")), ANN, "*",
                "{\"description\":null,\"category\":null,\"tags\":null}");
        assertThat(cleared.json().has("description")).isFalse();
        assertThat(cleared.json().has("category")).isFalse();
        assertThat(cleared.json().path("tags").size()).isZero();
        assertThat(cleared.json().path("title").asString()).isEqualTo("two");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"title\":null}", "{\"title\":\" \"}", "{\"title\":5}", "{\"tags\":5}", "{\"tags\":[5]}",
            "{\"tags\":[\"\"]}", "{\"visibility\":null}", "{\"visibility\":\"x\"}", "{\"state\":\"published\"}",
            "{\"owner\":\"ben\"}", "{\"version\":9}", "{\"description\":\"\\u0000\"}", "[]", "7" })
    void anInvalidPatchChangesNothing(String body) {
        String id = draft("one");
        Reply reply = this.client.patch(path(id), ANN, "*", body);
        assertThat(reply.status()).as(body).isEqualTo(400);
        assertThat(this.client.get(path(id), ANN).json().path("version").asLong()).isEqualTo(1);
    }

    @Test
    void ofConcurrentPatchesOfOneVersionExactlyOneSucceeds() throws Exception {
        Reply created = this.client.create("ann", Map.of("title", "race"));
        int racers = 16;
        CyclicBarrier start = new CyclicBarrier(racers);
        try (ExecutorService threads = Executors.newFixedThreadPool(racers)) {
            List<Callable<Integer>> changes = IntStream.range(0, racers).<Callable<Integer>>mapToObj((i) -> () -> {
                start.await();
                return this.client
                    .patch(path(created.field("id")), ANN, created.header("ETag"), Map.of("title", "racer " + i))
                    .status();
            }).toList();
            List<Integer> statuses = threads.invokeAll(changes).stream().map(Future::resultNow).toList();
            assertThat(statuses).containsOnly(200, 412).filteredOn((status) -> status == 200).hasSize(1);
        }
        assertThat(this.client.get(path(created.field("id")), ANN).json().path("version").asLong()).isEqualTo(2);
    }

    @Test
    void aReadAfterAChangeReturnsTheChange() throws Exception {
        String id = draft("v0");
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int version = 1; version <= 60; version++) {
                List<Future<Reply>> reads = IntStream.range(0, 4)
                    .mapToObj((i) -> readers.submit(() -> this.client.get(path(id), ANN)))
                    .toList();
                this.client.patch(path(id), ANN, "*", Map.of("title", "v" + version));
                assertThat(this.client.get(path(id), ANN).json().path("title").asString()).isEqualTo("v" + version);
                for (Future<Reply> read : reads) {
                    read.get();
                }
                assertThat(this.client.get(path(id), ANN).json().path("title").asString()).isEqualTo("v" + version);
            }
        }
    }

    private String draft(String title) {
        return this.client.create("ann", Map.of("title", title)).field("id");
    }

    private static String path(String id) {
        return MetadataClient.CONTENTS + "/" + id;
    }

}
