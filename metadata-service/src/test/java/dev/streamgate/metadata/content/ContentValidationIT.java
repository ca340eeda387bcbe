/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.metadata.MetadataClient;
import dev.streamgate.metadata.MetadataTest;
import dev.streamgate.testing.http.Reply;

import static org.assertj.core.api.Assertions.assertThat;

@MetadataTest
class ContentValidationIT {

    private static final String ANN = MetadataClient.creator("ann");

    private final MetadataClient client;

    @Autowired
    ContentValidationIT(MetadataClient client) {
        this.client = client;
    }

    @Test
    void textInAnyScriptIsReturnedUnchanged() {
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
    void anInvalidBodyIsAProblemWithADetail(String body) {
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
    void deceptiveCharactersAreRejectedWithTheFieldName(String body, String field, String message) {
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
    void lengthsAreLimited() {
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
    void aTenMegabyteBodyIsRejected() {
        Reply reply = this.client.create("ann", Map.of("title", "x".repeat(10 << 20)));
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.problem()).isEqualTo("body-too-large");
        assertThat(this.client.create("ann", Map.of("title", "small")).status()).isEqualTo(201);
    }

    @Test
    void aDeeplyNestedBodyIsRejected() {
        String deep = "{\"title\":\"a\",\"x\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
        assertThat(this.client.post(MetadataClient.CONTENTS, ANN, deep).status()).isIn(400, 413);
    }

    private String draft(String title) {
        return this.client.create("ann", Map.of("title", title)).field("id");
    }

    private static String path(String id) {
        return MetadataClient.CONTENTS + "/" + id;
    }

}
