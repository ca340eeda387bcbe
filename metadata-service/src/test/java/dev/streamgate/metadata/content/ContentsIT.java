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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
    void idsAreOpaqueAndNeverTheSame() {
        assertThat(IntStream.range(0, 50).mapToObj((i) -> draft("same title")).distinct()).hasSize(50)
            .allMatch((id) -> id.matches("[0-9a-f]{32}"));
    }

    @Test
    void anyScriptAndEmojiComeBackAsTheyWereSent() {
        String title = "Ελληνικά 日本語 👩‍👩‍👧 مرحبا";
        Reply reply = this.client.create("ann",
                Map.of("title", title, "description", "line\n\ttwo", "category", "Größe"));
        Reply read = this.client.get(path(reply.field("id")), ANN);
        assertThat(read.json().path("title").asString()).isEqualTo(title);
        assertThat(read.json().path("description").asString()).isEqualTo("line\n\ttwo");
        assertThat(read.json().path("category").asString()).isEqualTo("Größe");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"title\":{\"a\":1}}", "{\"title\":[\"a\"]}", "{\"title\":7}", "{\"title\":true}",
            "{\"title\":null}", "{}", "{\"title\":\"\"}", "{\"title\":\"  \"}", "{\"title\":\"a\\u0000b\"}",
            "{\"title\":\"a\\ud800b\"}", "{\"title\":\"a\",\"tags\":\"sea\"}", "{\"title\":\"a\",\"tags\":[null]}",
            "{\"title\":\"a\",\"tags\":[\"\"]}", "{\"title\":\"a\",\"tags\":[{}]}",
            "{\"title\":\"a\",\"visibility\":\"open\"}", "{\"title\":\"a\",\"visibility\":1}",
            "{\"title\":\"a\",\"visibility\":\"PUBLIC\"}", "{\"title\":\"a\",\"description\":\"\\u0007\"}", "[]",
            "\"title\"", "{", "", "null" })
    void whatIsNotADescriptionIsRefusedInWords(String body) {
        Reply reply = this.client.post(MetadataClient.CONTENTS, ANN, body);
        assertThat(reply.status()).as(body).isEqualTo(400);
        assertThat(reply.problem()).isIn("invalid-fields", "bad-request");
        assertThat(reply.json().path("detail").asString("")).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"title":"a\\u202ecod.exe"} | title | must be plain text of at most 500 characters
            {"title":"free\\u200b"} | title | must be plain text of at most 500 characters
            {"title":"\\u3164"} | title | must be plain text of at most 500 characters
            {"title":" "} | title | must not be blank
            {"title":"a","tags":["sea","s\\u2066ea"]} | tags[1] | must be plain text of at most 64 characters
            {"title":"a","category":"one\\ntwo"} | category | must be plain text of at most 64 characters
            {"title":"a","description":"\\ufeff"} | description | must be plain text of at most 10000 characters""")
    void whatDeceivesTheEyeIsRefusedByTheNameOfItsField(String body, String field, String message) {
        String id = draft("one");
        for (Reply reply : List.of(this.client.post(MetadataClient.CONTENTS, ANN, body),
                this.client.patch(path(id), ANN, "*", body))) {
            assertThat(reply.status()).as(body).isEqualTo(400);
            assertThat(reply.json().path("errors")).singleElement().satisfies((error) -> {
                assertThat(error.path("field").asString()).isEqualTo(field);
                assertThat(error.path("message").asString()).isEqualTo(message);
            });
        }
    }

    @Test
    void lengthsHaveBounds() {
        assertThat(this.client.create("ann", Map.of("title", "x".repeat(500))).status()).isEqualTo(201);
        assertThat(this.client.create("ann", Map.of("title", "x".repeat(501))).status()).isEqualTo(400);
        assertThat(this.client.create("ann", Map.of("title", "a", "description", "x".repeat(10_001))).status())
            .isEqualTo(400);
        List<String> tags = IntStream.range(0, 33).mapToObj(Integer::toString).toList();
        assertThat(this.client.create("ann", Map.of("title", "a", "tags", tags)).status()).isEqualTo(400);
        assertThat(this.client.create("ann", Map.of("title", "a", "tags", List.of("x".repeat(65)))).status())
            .isEqualTo(400);
    }

    @Test
    void aTenMegabyteBodyIsRefusedAndTheServiceLivesOn() {
        Reply reply = this.client.create("ann", Map.of("title", "x".repeat(10 << 20)));
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.problem()).isEqualTo("body-too-large");
        assertThat(this.client.create("ann", Map.of("title", "small")).status()).isEqualTo(201);
    }

    @Test
    void aDeepBodyIsRefused() {
        String deep = "{\"title\":\"a\",\"x\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
        assertThat(this.client.post(MetadataClient.CONTENTS, ANN, deep).status()).isIn(400, 413);
    }

    @Test
    void onlyCreatorsCreate() {
        assertThat(this.client.post(MetadataClient.CONTENTS, null, Map.of("title", "a")).status()).isEqualTo(401);
        assertThat(this.client.post(MetadataClient.CONTENTS, TestTokens.user("eve", "viewer"), Map.of("title", "a"))
            .status()).isEqualTo(403);
    }

    @Test
    void whatIsNotOpenIsNotThereForStrangers() {
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
    void publishedIsSeenByEverybodyUnlessPrivateAndChangedByItsOwnerAlone() {
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
    void aChangeNeedsTheVersionThatWasRead() {
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
    void progressOfThePipelineIsNoConflictForWhoEditsButANewRepresentation() {
        Reply created = this.client.create("ann", Map.of("title", "one"));
        this.client.attach(created.field("id"), "ann", "u-" + created.field("id"));
        Reply before = this.client.get(path(created.field("id")), ANN);
        this.client.tellMedia(created.field("id"), 5, "processing", true, "p");
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
    void absentMembersStayAndNullOnesAreCleared() {
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
    void aChangeThatIsNoneNamesWhatIsWrong(String body) {
        String id = draft("one");
        Reply reply = this.client.patch(path(id), ANN, "*", body);
        assertThat(reply.status()).as(body).isEqualTo(400);
        assertThat(this.client.get(path(id), ANN).json().path("version").asLong()).isEqualTo(1);
    }

    @Test
    void ofSeveralChangesOfOneVersionExactlyOneWins() throws Exception {
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
    void aReadAfterAChangeIsNeverOlderThanTheChange() throws Exception {
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

    @Test
    void aDraftCannotBePublishedAndTheRefusalNamesTheStates() {
        Reply reply = this.client.post(path(draft("one")) + "/publish", ANN, null);
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.problem()).isEqualTo("illegal-transition");
        assertThat(reply.json().path("from").asString()).isEqualTo("draft");
        assertThat(reply.json().path("to").asString()).isEqualTo("published");
        assertThat(reply.json().path("allowed").toString()).isEqualTo("[\"archived\"]");
    }

    @Test
    void whatIsNotPlayableCannotBePublishedYet() {
        String id = draft("one");
        this.client.attach(id, "ann", "u-" + id);
        assertThat(this.client.post(path(id) + "/publish", ANN, null).status()).isEqualTo(409);
        this.client.tellMedia(id, 1, "processing", true, "p-" + id);
        Reply published = this.client.post(path(id) + "/publish", ANN, null);
        assertThat(published.status()).isEqualTo(200);
        assertThat(published.json().path("playback").path("hls").asString())
            .isEqualTo("/api/v1/streams/" + id + "/master.m3u8");
    }

    @Test
    void publishingAndArchivingMayBeRepeatedAndReversed() {
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
    void whatIsDeletedIsGoneForEverybodyAndItsIdDoesNotComeBack() {
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
                "Progress of encoding; its beginning and end are job.submit and job.complete.",
                "PipelineController.firstServed", "Hands a trace on; it changes nothing that anybody can see.");
    }

}
