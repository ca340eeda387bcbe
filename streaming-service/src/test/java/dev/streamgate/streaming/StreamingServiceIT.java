/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.testing.handlers.HandlerRules;
import dev.streamgate.testing.http.TestHttpClient;
import dev.streamgate.testing.security.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

/** Playlists, sessions and authorization over HTTP. */
class StreamingServiceIT extends StreamingServiceFixture implements HandlerRules {

    @Test
    void theOwnerPlaysWithTheSessionInThePathAndPlaylistsDoNotRepeatIt() {
        String hls = open("mine", OWNER);
        String folder = hls.substring(0, hls.lastIndexOf('/') + 1);
        assertThat(folder).startsWith("/api/v1/streams/mine/session=");
        assertThat(text(hls)).contains("\nsource/playlist.m3u8?v=film\n", "\"audio/playlist.m3u8?v=film\"")
            .doesNotContain("session");
        assertThat(text(folder + "source/playlist.m3u8")).contains("\n0.m4s?v=film\n", "\"init.mp4?v=film\"")
            .doesNotContain("session");
        get(folder + "source/0.m4s?v=film", null).expectStatus()
            .isOk()
            .expectHeader()
            .contentType("video/mp4")
            .expectHeader()
            .valueEquals("Cache-Control", "private, max-age=31536000, immutable")
            .expectBody()
            .consumeWith((body) -> assertThat(body.getResponseBody()).isEqualTo(SEGMENT));
        get(folder + "manifest.mpd", null).expectStatus()
            .isOk()
            .expectHeader()
            .contentType("application/dash+xml")
            .expectBody(String.class)
            .value((mpd) -> assertThat(mpd).doesNotContain("session"));
        get(folder.replace("/mine/", "/role/") + "master.m3u8", null).expectStatus().isUnauthorized();
        get(folder.replace("session=", "session=x") + "master.m3u8", null).expectStatus().isUnauthorized();
    }

    @Test
    void aSessionInTheQueryIsPassedOnToEveryUrl() {
        String hls = open("mine", OWNER);
        String query = "?session=" + hls.replaceAll(".*/session=|/master.m3u8$", "");
        assertThat(text("/api/v1/streams/mine/master.m3u8" + query)).contains("source/playlist.m3u8" + query,
                "audio/playlist.m3u8" + query);
        assertThat(text("/api/v1/streams/mine/source/playlist.m3u8" + query)).contains("init.mp4" + query,
                "0.m4s" + query + "&v=film");
        get("/api/v1/streams/mine/source/0.m4s" + query + "&v=film", null).expectStatus().isOk();
    }

    @Test
    void anUnchangedPlaylistIsNotSentAgain() {
        for (String file : List.of("master.m3u8", "source/playlist.m3u8", "manifest.mpd")) {
            String path = "/api/v1/streams/open/" + file;
            String etag = get(path, null).expectStatus().isOk().returnResult().getResponseHeaders().getETag();
            assertThat(etag).startsWith("W/\"");
            conditional(path, etag).expectStatus().isNotModified().expectHeader().valueEquals("ETag", etag);
            conditional(path, etag.substring(2)).expectStatus().isNotModified();
            conditional(path, "W/\"other\"").expectStatus().isOk();
        }
    }

    @Test
    void bitRatesAreMeasuredWhenAllSegmentsArePublished() throws IOException {
        publishClip("begun");
        assertThat(text("/api/v1/streams/begun/master.m3u8")).contains("BANDWIDTH=1047200,AVERAGE-BANDWIDTH=947200,");
        publishClip("made");
        put(MediaKeys.segment("made", "audio", 0), new byte[8_000]);
        assertThat(text("/api/v1/streams/made/master.m3u8")).contains("BANDWIDTH=28000,AVERAGE-BANDWIDTH=23000,");
        assertThat(info("made")).contains("\"bandwidth\":20000,\"averageBandwidth\":15000", "\"bandwidth\":8000");
    }

    @Test
    void aCodecIsOfferedWhenAllItsSegmentsArePublished() throws IOException {
        publishClip("codecs");
        assertThat(info("codecs")).contains("720p").doesNotContain("av01");
        put(MediaKeys.segment("codecs", "720p-av1", 1), new byte[2_000]);
        put(MediaKeys.segment("codecs", "480p-av1", 1), new byte[1_000]);
        put(MediaKeys.segment("codecs", "480p-av1", 0), new byte[1_000]);
        publishClip("complete");
        for (int segment = 0; segment < 2; segment++) {
            put(MediaKeys.segment("complete", "720p-av1", segment), new byte[2_000]);
            put(MediaKeys.segment("complete", "480p-av1", segment), new byte[1_000]);
        }
        assertThat(text("/api/v1/streams/codecs/master.m3u8")).contains("720p").doesNotContain("av01");
        assertThat(text("/api/v1/streams/complete/master.m3u8")).contains("720p-av1", "480p-av1");
        assertThat(info("complete")).contains("720p-av1", "480p-av1");
    }

    private String info(String id) {
        return get("/api/v1/streams/" + id + "/info", null).expectStatus()
            .isOk()
            .returnResult(String.class)
            .getResponseBody();
    }

    /** Publishes a content with a package of its own that lacks a segment. */
    private void publishClip(String id) throws IOException {
        Presentation clip = new Presentation(id, "uploads/u", "uploads/u", 8, 1280, 720, 30, 30_000,
                List.of(120_000L, 120_000L), List.of(120, 120),
                List.of(new VideoRendition("720p", 1280, 720, 900_000, 800_000, "avc1.64001f", Mode.ENCODE),
                        new VideoRendition("720p-av1", 1280, 720, 500_000, 400_000, "av01.0.05M.08", Mode.ENCODE),
                        new VideoRendition("480p-av1", 854, 480, 300_000, 200_000, "av01.0.04M.08", Mode.ENCODE)),
                List.of(new AudioRendition("audio", "und", 2, 48_000, 147_200, "mp4a.40.2", List.of(384_000L),
                        Mode.ENCODE)),
                null, null);
        put(MediaKeys.presentation(id), JsonMapper.builder().build().writeValueAsBytes(clip));
        put(MediaKeys.segment(id, "720p", 0), new byte[10_000]);
        put(MediaKeys.segment(id, "720p", 1), new byte[5_000]);
        services.content(id, "published", "public", "null");
        services.contentAs(id, services.contentOf(id).replace("film", id));
    }

    @Test
    void playlistsAreCompressedForClientsThatAcceptIt() throws IOException {
        for (String file : List.of("master.m3u8", "source/playlist.m3u8", "manifest.mpd")) {
            String path = "/api/v1/streams/open/" + file;
            var response = new TestHttpClient(this.port).open(path, "Accept-Encoding", "gzip");
            assertThat(response.headers().firstValue("Content-Encoding")).as(file).contains("gzip");
            assertThat(response.headers().firstValue("Vary")).contains("accept-encoding");
            assertThat(response.headers().firstValue("ETag")).isPresent();
            String plain = get(path, null).expectBody(String.class).returnResult().getResponseBody();
            try (InputStream compressed = response.body()) {
                assertThat(new GZIPInputStream(compressed).readAllBytes()).asString(StandardCharsets.UTF_8)
                    .isEqualTo(plain);
            }
        }
    }

    @Test
    void aPublicVideoIsServedToAnyoneAndCacheable() {
        get("/api/v1/streams/open/source/0.m4s?v=film", null).expectStatus()
            .isOk()
            .expectHeader()
            .valueEquals("Cache-Control", "public, max-age=60, s-maxage=60, must-revalidate");
        for (String query : List.of("", "?v=another")) {
            get("/api/v1/streams/open/source/0.m4s" + query, null).expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Control", "public, no-cache");
        }
        var response = new TestHttpClient(this.port).get("/api/v1/streams/open/source/0.m4s?v=film");
        new TestHttpClient(this.port)
            .get("/api/v1/streams/open/source/0.m4s?v=film", "If-None-Match", response.header("ETag"))
            .expect(304);
        assertThat(open("open", null)).contains("/session=");
    }

    @Test
    void withoutAccessEveryFileIsAProblemWithTheReason() {
        for (String file : List.of("master.m3u8", "manifest.mpd", "source/playlist.m3u8", "source/init.mp4",
                "source/0.m4s", "audio/0.m4s", "info", "thumbnail.jpg", "storyboard.vtt")) {
            get("/api/v1/streams/mine/" + file, null).expectStatus().isNotFound();
            get("/api/v1/streams/mine/" + file, TestTokens.user("stranger", "operator")).expectStatus().isNotFound();
            get("/api/v1/streams/role/" + file, null).expectStatus().isUnauthorized();
            get("/api/v1/streams/role/" + file, TestTokens.user("u2", "creator")).expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.clause")
                .isEqualTo("needs the role operator");
        }
        get("/api/v1/streams/role/source/0.m4s", TestTokens.user("u3", "operator")).expectStatus().isOk();
        get("/api/v1/streams/mine/source/0.m4s", TestTokens.user("root", "admin")).expectStatus().isOk();
    }

    @Test
    void aChangedRuleEndsSessionsThatItDenies() {
        String hls = open("role", TestTokens.user("u3", "operator"));
        assertThat(text(hls)).isNotEmpty();
        services.content("role", "published", "gated", "{\"type\":\"role\",\"role\":\"admin\"}");
        get(hls, null).expectStatus().isForbidden();
        services.content("role", "archived", "public", "null");
        get(hls, null).expectStatus().isNotFound();
    }

    @Test
    void missingFilesAreClientErrors() {
        String token = TestTokens.user(OWNER, "creator");
        for (String path : List.of("none/master.m3u8", "mine/2160p/playlist.m3u8", "mine/source/2.m4s",
                "mine/source/999999999.m4s", "mine/source/99999999999.m4s", "mine/source/-1.m4s", "mine/source/x.m4s",
                "mine/thumbnail.jpg", "mine/storyboard-0.jpg", "mine/..%2f..%2fetc/init.mp4", "new/master.m3u8")) {
            get("/api/v1/streams/" + path, token).expectStatus().is4xxClientError();
        }
    }

    @Test
    void withoutMetadataAccessIsDenied() {
        services.contentAs("broken", "this is no JSON");
        get("/api/v1/streams/broken/master.m3u8", TestTokens.user("root", "admin")).expectStatus()
            .isEqualTo(503)
            .expectHeader()
            .exists("Retry-After");
    }

    @Test
    void aMalformedIdIsNotFound() {
        get("/api/v1/streams/" + "a".repeat(65) + "/master.m3u8", null).expectStatus().isNotFound();
        get("/api/v1/streams/a.b/master.m3u8", null).expectStatus().isNotFound();
    }

    @Test
    void theOpenApiDocumentListsEveryOperation() {
        get("/v3/api-docs", null).expectStatus()
            .isOk()
            .expectBody()
            .jsonPath("$.paths.length()")
            .isEqualTo(13)
            .jsonPath("$.paths['/api/v1/streams/{contentId}/sessions'].post")
            .exists();
    }

    private RestTestClient.ResponseSpec conditional(String path, String etag) {
        return this.client.get().uri(path).header("If-None-Match", etag).exchange();
    }

    private String open(String contentId, String user) {
        String token = (user == null || user.contains(".")) ? user : TestTokens.user(user, "creator");
        byte[] body = this.client.post().uri("/api/v1/streams/" + contentId + "/sessions").headers((headers) -> {
            if (token != null) {
                headers.setBearerAuth(token);
            }
        })
            .contentType(MediaType.APPLICATION_JSON)
            .exchange()
            .expectStatus()
            .isCreated()
            .expectBody()
            .returnResult()
            .getResponseBody();
        return JsonMapper.shared().readTree(body).path("hls").asString();
    }

    private String text(String path) {
        return get(path, null).expectStatus()
            .isOk()
            .expectHeader()
            .contentType("application/vnd.apple.mpegurl")
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();
    }

}
