/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming;

import java.io.IOException;
import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.Storyboard;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.testing.security.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

/** Uploaded posters in place of the thumbnail that was chosen from the video. */
class PosterThumbnailIT extends StreamingServiceFixture {

    private static final String THUMBNAIL = "/api/v1/streams/postered/thumbnail.jpg";

    private static final byte[] CHOSEN = { 1, 2, 3 };

    private static final byte[] FIRST = { 4, 5, 6, 7 };

    private static final byte[] SECOND = { 8, 9 };

    @BeforeEach
    void publishThumbnail() throws IOException {
        Presentation film = new Presentation("pictures", "uploads/u", "uploads/u", 24, 1280, 720, 30, 30_000,
                List.of(720_000L), List.of(720),
                List.of(new VideoRendition("source", 1280, 720, 900_000, 800_000, "avc1.64001f", Mode.REMUX)),
                List.of(), new Storyboard(160, 90, 2, 2, 4, 6), null);
        put(MediaKeys.presentation("pictures"), JsonMapper.builder().build().writeValueAsBytes(film));
        put(MediaKeys.thumbnail("pictures"), CHOSEN);
        content("public", "null");
    }

    @Test
    void theThumbnailIsThePosterUntilItIsDeleted() {
        assertThat(thumbnail()).isEqualTo(CHOSEN);
        content("public", "3");
        services.poster("postered", FIRST);
        assertThat(thumbnail()).isEqualTo(FIRST);
        String etag = get(THUMBNAIL, null).returnResult().getResponseHeaders().getETag();
        assertThat(conditional(etag)).isEqualTo(304);
        services.poster("postered", SECOND);
        content("public", "4");
        assertThat(conditional(etag)).isEqualTo(200);
        assertThat(thumbnail()).isEqualTo(SECOND);
        content("public", "null");
        assertThat(thumbnail()).isEqualTo(CHOSEN);
    }

    @Test
    void clientsRevalidateTheThumbnail() {
        for (String poster : List.of("null", "5")) {
            content("public", poster);
            services.poster("postered", FIRST);
            get(THUMBNAIL + "?v=pictures", null).expectHeader().valueEquals("Cache-Control", "public, no-cache");
            get("/api/v1/streams/postered/thumbnail.jpg", null).expectHeader().contentType("image/jpeg");
        }
    }

    @Test
    void aPosterIsGatedLikeSegments() {
        content("private", "6");
        services.poster("postered", FIRST);
        get(THUMBNAIL, null).expectStatus().isNotFound();
        get(THUMBNAIL, TestTokens.user("stranger", "viewer")).expectStatus().isNotFound();
        get(THUMBNAIL, TestTokens.user(StubMetadataAndWorker.OWNER, "creator")).expectStatus()
            .isOk()
            .expectHeader()
            .valueEquals("Cache-Control", "private, no-cache");
    }

    private byte[] thumbnail() {
        return get(THUMBNAIL, null).expectStatus().isOk().expectBody(byte[].class).returnResult().getResponseBody();
    }

    private int conditional(String etag) {
        RestTestClient.ResponseSpec response = this.client.get()
            .uri(URI.create("http://127.0.0.1:" + this.port + THUMBNAIL))
            .header("If-None-Match", etag)
            .exchange();
        return response.returnResult().getStatus().value();
    }

    private void content(String visibility, String posterVersion) {
        services.content("postered", "published", visibility, "null");
        services.contentAs("postered",
                services.contentOf("postered")
                    .replace("\"film\"", "\"pictures\"")
                    .replace("\"ruleVersion\":1", "\"ruleVersion\":1,\"posterVersion\":" + posterVersion));
    }

}
