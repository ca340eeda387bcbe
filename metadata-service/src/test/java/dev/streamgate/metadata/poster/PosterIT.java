/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.poster;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import dev.streamgate.metadata.MetadataClient;
import dev.streamgate.metadata.MetadataTest;
import dev.streamgate.testing.http.Reply;
import dev.streamgate.testing.security.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

/** Upload, replacement and deletion of posters. */
@MetadataTest
class PosterIT {

    private static final String OWNER = MetadataClient.creator("paula");

    private final MetadataClient client;

    private final JdbcClient jdbc;

    @Autowired
    PosterIT(MetadataClient client, JdbcClient jdbc) {
        this.client = client;
        this.jdbc = jdbc;
    }

    @Test
    void aPosterIsUploadedReplacedAndDeleted() {
        String id = content();
        Reply first = put(id, "image/png", TestPictures.png(1280, 720));
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().path("width").asInt(0)).isEqualTo(640);
        assertThat(content(id).path("poster").path("height").asInt(0)).isEqualTo(360);
        Reply picture = this.client.get(path(id), OWNER);
        assertThat(picture.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(TestPictures.decoded(picture.bytes()).getWidth()).isEqualTo(640);

        JsonNode second = put(id, "image/webp", TestPictures.LOSSY_WEBP).json();
        assertThat(second.path("version").asLong(0)).isGreaterThan(first.json().path("version").asLong(0));
        assertThat(playback(id).path("posterVersion").asLong(0)).isEqualTo(second.path("version").asLong(0));
        Reply internal = this.client.get("/internal/v1/contents/" + id + "/poster", TestTokens.service("streaming"));
        assertThat(TestPictures.decoded(internal.bytes()).getWidth()).isEqualTo(64);
        assertThat(rows(id)).as("the replaced poster is removed").isEqualTo(1);

        assertThat(this.client.delete(path(id), OWNER).status()).isEqualTo(204);
        assertThat(this.client.delete(path(id), OWNER).status()).isEqualTo(404);
        assertThat(this.client.get(path(id), OWNER).status()).isEqualTo(404);
        assertThat(playback(id).path("posterVersion").asLong(0)).isZero();
        assertThat(content(id).path("poster").isObject()).isFalse();
    }

    @Test
    void aPosterIsDeletedWithItsContent() {
        String id = content();
        put(id, "image/jpeg", TestPictures.jpeg(64, 48));
        assertThat(rows(id)).isEqualTo(1);
        assertThat(this.client.delete("/api/v1/contents/" + id, OWNER).status()).isEqualTo(204);
        assertThat(rows(id)).isZero();
        assertThat(put(id, "image/jpeg", TestPictures.jpeg(64, 48)).status()).isEqualTo(404);
    }

    @Test
    void listsHaveThePoster() {
        String id = this.client.published("paula", Map.of("title", "postered", "visibility", "public"));
        put(id, "image/jpeg", TestPictures.jpeg(64, 48));
        JsonNode listed = this.client.get("/api/v1/contents?q=postered", null).json().path("items").path(0);
        assertThat(listed.path("poster").path("width").asInt(0)).isEqualTo(64);
        assertThat(listed.path("playback").path("thumbnail").asString())
            .isEqualTo("/api/v1/streams/" + id + "/thumbnail.jpg");
    }

    @Test
    void changesMayBeConditional() {
        String id = content();
        String etag = this.client.get("/api/v1/contents/" + id, OWNER).header("ETag");
        Reply first = put(id, "image/jpeg", TestPictures.jpeg(64, 48), "If-Match", etag);
        assertThat(first.status()).isEqualTo(200);
        assertThat(put(id, "image/jpeg", TestPictures.jpeg(48, 48), "If-Match", etag).status()).isEqualTo(412);
        assertThat(first.header("ETag")).isEqualTo(this.client.get(path(id), OWNER).header("ETag"));
        assertThat(
                this.client.send("GET", path(id), OWNER, null, Map.of("If-None-Match", first.header("ETag"))).status())
            .isEqualTo(304);
        assertThat(this.client.send("DELETE", path(id), OWNER, null, Map.of("If-Match", etag)).status()).isEqualTo(412);
        assertThat(content(id).path("poster").path("width").asInt(0)).isEqualTo(64);
        assertThat(this.client.send("DELETE", path(id), OWNER, null, Map.of("If-Match", first.header("ETag"))).status())
            .isEqualTo(204);
    }

    @Test
    void picturesThatCannotBeUsedAreRejected() {
        String id = content();
        byte[] png = TestPictures.png(640, 480);
        assertProblem(put(id, "image/gif", "GIF89a".getBytes(StandardCharsets.US_ASCII)), 415, "unsupported-media-type",
                "");
        assertProblem(put(id, "image/png", "GIF89a0123456789".getBytes(StandardCharsets.US_ASCII)), 415,
                "unsupported-media-type", "JPEG, PNG and WebP");
        assertProblem(put(id, "image/png", Arrays.copyOf(png, png.length / 2)), 422, "invalid-poster", "ends early");
        byte[] bomb = png.clone();
        Arrays.fill(bomb, 18, 20, (byte) 0x2F);
        Arrays.fill(bomb, 22, 24, (byte) 0x2F);
        assertProblem(put(id, "image/png", bomb), 422, "invalid-poster", "12079 × 12079 pixels");
        assertProblem(put(id, "image/png", Arrays.copyOf(png, 5 * 1024 * 1024 + 1)), 413, "body-too-large",
                "5242880 bytes");
        assertThat(put(id, "image/jpeg", png).status()).as("read by its content").isEqualTo(200);
    }

    @Test
    void onlyOwnersUploadAndReadIt() {
        String id = this.client.published("paula", Map.of("title", "film", "visibility", "gated"));
        put(id, "image/jpeg", TestPictures.jpeg(64, 48));
        String stranger = MetadataClient.creator("mallory");
        assertThat(this.client
            .send("PUT", path(id), stranger, TestPictures.jpeg(64, 48), Map.of("Content-Type", "image/jpeg"))
            .status()).isEqualTo(403);
        assertThat(this.client.get(path(id), stranger).status()).isEqualTo(403);
        assertThat(this.client.delete(path(id), stranger).status()).isEqualTo(403);
        assertThat(this.client.get(path(id), null).status()).isEqualTo(401);
        assertThat(this.client.get("/internal/v1/contents/" + id + "/poster", stranger).status()).isEqualTo(403);
        assertThat(this.client.get(path(content()), stranger).status()).isEqualTo(404);
    }

    @Test
    void theApiDocumentHasThePicture() {
        JsonNode put = this.client.get("/v3/api-docs", TestTokens.service("gateway"))
            .json()
            .path("paths")
            .path("/api/v1/contents/{id}/poster")
            .path("put");
        assertThat(put.path("requestBody").path("content").propertyNames()).contains("image/jpeg", "image/png",
                "image/webp");
        assertThat(put.path("requestBody").path("content").path("image/png").path("schema").path("format").asString())
            .isEqualTo("binary");
    }

    private String content() {
        return this.client.create("paula", Map.of("title", "film")).field("id");
    }

    private JsonNode content(String id) {
        return this.client.get("/api/v1/contents/" + id, OWNER).json();
    }

    private Reply put(String id, String type, byte[] file) {
        return this.client.send("PUT", path(id), OWNER, file, Map.of("Content-Type", type));
    }

    private Reply put(String id, String type, byte[] file, String header, String value) {
        return this.client.send("PUT", path(id), OWNER, file, Map.of("Content-Type", type, header, value));
    }

    private JsonNode playback(String id) {
        return this.client.get("/internal/v1/contents/" + id + "/playback", TestTokens.service("streaming")).json();
    }

    private long rows(String id) {
        return this.jdbc.sql("SELECT count(*) FROM content_poster WHERE content_id = ?")
            .param(id)
            .query(Long.class)
            .single();
    }

    private static void assertProblem(Reply reply, int status, String slug, String detail) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().path("type").asString()).endsWith(":" + slug);
        assertThat(reply.json().path("detail").asString()).contains(detail);
    }

    private static String path(String id) {
        return "/api/v1/contents/" + id + "/poster";
    }

}
