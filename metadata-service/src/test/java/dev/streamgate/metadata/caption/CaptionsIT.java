/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.caption;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import dev.streamgate.metadata.MetadataClient;
import dev.streamgate.metadata.MetadataTest;
import dev.streamgate.testing.http.Reply;
import dev.streamgate.testing.security.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

/** Upload, replacement and deletion of captions. */
@MetadataTest
class CaptionsIT {

    private static final String OWNER = MetadataClient.creator("carol");

    private static final String VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHello\n";

    private static final String SRT = "1\n00:00:03,000 --> 00:00:04,000\n<i>Hallo</i>\n";

    private final MetadataClient client;

    @Autowired
    CaptionsIT(MetadataClient client) {
        this.client = client;
    }

    @Test
    void captionsAreUploadedReplacedAndDeleted() {
        String id = content();
        JsonNode first = put(id, "en", "text/vtt", VTT).json();
        assertThat(first.path("language").asString()).isEqualTo("en");
        assertThat(first.path("cues").asInt(0)).isEqualTo(1);
        assertThat(put(id, "PT-br", "application/x-subrip", SRT).json().path("language").asString()).isEqualTo("pt-BR");
        assertThat(this.client.get(path(id, "pt-BR"), OWNER).text())
            .isEqualTo("WEBVTT\n\n00:00:03.000 --> 00:00:04.000\n<i>Hallo</i>\n");
        JsonNode content = this.client.get("/api/v1/contents/" + id, OWNER).json();
        assertThat(content.path("captions").valueStream().map((one) -> one.path("language").asString()))
            .containsExactly("en", "pt-BR");

        JsonNode second = put(id, "en", "text/vtt; charset=utf-8", VTT.replace("Hello", "Welcome")).json();
        assertThat(second.path("version").asLong(0)).isGreaterThan(first.path("version").asLong(0));
        assertThat(playback(id).path("captions").path(0).path("version").asLong(0))
            .isEqualTo(second.path("version").asLong(0));
        assertThat(
                this.client.get("/internal/v1/contents/" + id + "/captions/en", TestTokens.service("streaming")).text())
            .contains("Welcome");

        assertThat(put(id, "eng", "text/vtt", VTT).json().path("language").asString()).isEqualTo("en");
        assertThat(this.client.delete(path(id, "en"), OWNER).status()).isEqualTo(204);
        assertThat(this.client.delete(path(id, "en"), OWNER).status()).isEqualTo(404);
        assertThat(this.client.get(path(id, "en"), OWNER).status()).isEqualTo(404);
        assertThat(playback(id).path("captions").size()).isEqualTo(1);
        assertThat(this.client.delete("/api/v1/contents/" + id, OWNER).status()).isEqualTo(204);
    }

    @Test
    void invalidCaptionsAreRejected() {
        String id = content();
        Reply malformed = put(id, "en", "text/vtt", "WEBVTT\n\nsoon\n");
        assertThat(malformed.status()).isEqualTo(422);
        assertThat(malformed.json().path("type").asString()).endsWith(":invalid-captions");
        assertThat(malformed.json().path("detail").asString()).startsWith("Line 4");
        assertThat(put(id, "english", "text/vtt", VTT).status()).isEqualTo(422);
        assertThat(put(id, "e%00n", "text/vtt", VTT).status()).isBetween(400, 422);
        assertThat(put(id, "en", "text/plain", VTT).status()).isEqualTo(415);
        assertThat(put(id, "en", "text/vtt", VTT + "\n".repeat(1_100_000)).status()).isEqualTo(413);
        assertThat(this.client.get("/api/v1/contents/" + id, OWNER).json().path("captions").size()).isZero();
    }

    @Test
    void onlyOwnersUploadAndReadThem() {
        String id = this.client.published("carol", Map.of("title", "film", "visibility", "gated"));
        put(id, "en", "text/vtt", VTT);
        String stranger = MetadataClient.creator("mallory");
        assertThat(this.client.send("PUT", path(id, "en"), stranger, VTT, Map.of("Content-Type", "text/vtt")).status())
            .isEqualTo(403);
        assertThat(this.client.get(path(id, "en"), stranger).status()).isEqualTo(403);
        assertThat(this.client.delete(path(id, "en"), stranger).status()).isEqualTo(403);
        assertThat(this.client.get(path(id, "en"), null).status()).isEqualTo(401);
        assertThat(this.client.get("/internal/v1/contents/" + id + "/captions/en", stranger).status()).isEqualTo(403);
        String hidden = content();
        put(hidden, "en", "text/vtt", VTT);
        assertThat(this.client.get(path(hidden, "en"), stranger).status()).isEqualTo(404);
    }

    private String content() {
        return this.client.create("carol", Map.of("title", "film")).field("id");
    }

    private Reply put(String id, String language, String type, String file) {
        return this.client.send("PUT", path(id, language), OWNER, file, Map.of("Content-Type", type));
    }

    private JsonNode playback(String id) {
        return this.client.get("/internal/v1/contents/" + id + "/playback", TestTokens.service("streaming")).json();
    }

    private static String path(String id, String language) {
        return "/api/v1/contents/" + id + "/captions/" + language;
    }

}
