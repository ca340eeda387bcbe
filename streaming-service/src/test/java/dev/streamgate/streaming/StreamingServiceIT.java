/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.testing.handlers.HandlerRules;
import dev.streamgate.testing.security.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

/** Playlists, sessions and authorization over HTTP. */
class StreamingServiceIT extends StreamingServiceFixture implements HandlerRules {

    @Test
    void theOwnerPlaysWithTheSessionThatEveryUrlCarries() {
        String hls = open("mine", OWNER);
        String master = text(hls);
        assertThat(master).contains("source/playlist.m3u8?session=", "audio/playlist.m3u8?session=");
        String query = hls.substring(hls.indexOf('?'));
        String playlist = text("/api/v1/streams/mine/source/playlist.m3u8" + query);
        assertThat(playlist).contains("0.m4s" + query, "init.mp4" + query);
        assertThat(playlist).contains("0.m4s" + query + "&v=film");
        get("/api/v1/streams/mine/source/0.m4s" + query + "&v=film", null).expectStatus()
            .isOk()
            .expectHeader()
            .contentType("video/mp4")
            .expectHeader()
            .valueEquals("Cache-Control", "private, max-age=31536000, immutable")
            .expectBody()
            .consumeWith((body) -> assertThat(body.getResponseBody()).isEqualTo(SEGMENT));
        get("/api/v1/streams/mine/manifest.mpd" + query, null).expectStatus()
            .isOk()
            .expectHeader()
            .contentType("application/dash+xml");
    }

    @Test
    void aPublicVideoIsServedToAnyoneAndCacheable() {
        get("/api/v1/streams/open/source/0.m4s?v=film", null).expectStatus()
            .isOk()
            .expectHeader()
            .valueEquals("Cache-Control", "public, max-age=31536000, immutable");
        for (String query : List.of("", "?v=another")) {
            get("/api/v1/streams/open/source/0.m4s" + query, null).expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Control", "public, no-cache");
        }
        assertThat(open("open", null)).contains("session=");
    }

    @Test
    void withoutAccessEveryFileIsAProblemWithTheReason() {
        for (String file : List.of("master.m3u8", "manifest.mpd", "source/playlist.m3u8", "source/init.mp4",
                "source/0.m4s", "audio/0.m4s", "info", "thumbnail.jpg", "storyboard.vtt")) {
            get("/api/v1/streams/mine/" + file, null).expectStatus().isUnauthorized();
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
            .isEqualTo(10)
            .jsonPath("$.paths['/api/v1/streams/{contentId}/sessions'].post")
            .exists();
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
