/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.Chapter;
import dev.streamgate.contracts.media.Presentation.Extras;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.Subtitles;
import dev.streamgate.contracts.media.Presentation.VideoRendition;

import static org.assertj.core.api.Assertions.assertThat;

/** Subtitles of the source, uploaded captions and chapters over HTTP. */
class TextTracksIT extends StreamingServiceFixture {

    private static final String EMBEDDED = "WEBVTT\n\n00:00:01.000 --> 00:00:11.000\nSource\n";

    @BeforeEach
    void publishSubtitles() throws IOException {
        Extras extras = new Extras(0, null,
                List.of(new Subtitles("subtitles-en", "en", null, 2, true, false),
                        new Subtitles("subtitles-en-2", "en", "Signs \"only\"", 3, false, true)),
                List.of(new Chapter(0, 12.5, "Tom & Jerry"), new Chapter(12.5, 24, "<End>")));
        Presentation film = new Presentation("subtitled", "uploads/u", "uploads/u", 24, 1280, 720, 30, 30_000,
                List.of(720_000L), List.of(720),
                List.of(new VideoRendition("source", 1280, 720, 900_000, 800_000, "avc1.64001f", Mode.REMUX)),
                List.of(), null, null, null, extras);
        put(MediaKeys.presentation("subtitled"), JsonMapper.builder().build().writeValueAsBytes(film));
        put(MediaKeys.subtitles("subtitled", "subtitles-en"), EMBEDDED.getBytes(StandardCharsets.UTF_8));
        content("film", "[]");
    }

    @Test
    void subtitlesOfTheSourceAreRenditionsOfHlsAndDash() {
        assertThat(text("film/master.m3u8")).contains(
                "TYPE=SUBTITLES,GROUP-ID=\"text\",NAME=\"English\",LANGUAGE=\"en\",DEFAULT=YES,AUTOSELECT=YES,FORCED=NO,"
                        + "URI=\"subtitles-en/playlist.m3u8?v=subtitled\"",
                "NAME=\"Signs 'only'\",LANGUAGE=\"en\",DEFAULT=NO,AUTOSELECT=YES,FORCED=YES,", ",SUBTITLES=\"text\"\n");
        assertThat(text("film/subtitles-en/playlist.m3u8")).contains("#EXT-X-TARGETDURATION:10\n",
                "#EXTINF:10.000000,\n0.vtt?v=subtitled\n", "#EXTINF:4.000000,\n2.vtt?v=subtitled\n#EXT-X-ENDLIST");
        assertThat(text("film/manifest.mpd")).contains("mimeType=\"text/vtt\" lang=\"en\"", "value=\"forced-subtitle\"",
                "<Label>Signs 'only'</Label>");
        for (int segment : List.of(0, 1)) {
            assertThat(text("film/subtitles-en/" + segment + ".vtt")).startsWith("WEBVTT\nX-TIMESTAMP-MAP=")
                .contains("00:00:01.000 --> 00:00:11.000\nSource");
        }
        assertThat(text("film/subtitles-en/2.vtt")).doesNotContain("-->");
        assertThat(text("film/subtitles-en.vtt")).isEqualTo(EMBEDDED);
        get("film/subtitles-en/3.vtt").expectStatus().isNotFound();
        get("film/subtitles-de.vtt").expectStatus().isNotFound();
        get("film/subtitles-de/playlist.m3u8").expectStatus().isNotFound();
        services.onDemand((request) -> request.path("rendition").asString().equals("subtitles") ? "gone" : "pending");
        get("film/subtitles-en-2.vtt").expectStatus().isNotFound();
    }

    @Test
    void uploadedCaptionsReplaceTheSourcesAndAreReplacedWhileViewersWatch() {
        content("film", "[{\"language\":\"en\",\"version\":3},{\"language\":\"de\",\"version\":4}]");
        services.captions("film", "en", EMBEDDED.replace("Source", "Uploaded"));
        assertThat(text("film/master.m3u8"))
            .contains("\"captions-en/playlist.m3u8?", "\"captions-de/playlist.m3u8?", "NAME=\"Deutsch\"",
                    "\"subtitles-en-2/")
            .doesNotContain("\"subtitles-en/");
        String etag = get("film/captions-en/0.vtt").returnResult().getResponseHeaders().getETag();
        assertThat(text("film/captions-en/0.vtt")).contains("Uploaded");
        services.captions("film", "en", EMBEDDED.replace("Source", "Corrected"));
        assertThat(text("film/captions-en/0.vtt")).as("cached by version").contains("Uploaded");
        content("film", "[{\"language\":\"en\",\"version\":5}]");
        get("film/captions-en/0.vtt").expectHeader().value("ETag", (changed) -> assertThat(changed).isNotEqualTo(etag));
        assertThat(text("film/captions-en/0.vtt")).contains("Corrected");
        get("film/captions-de/0.vtt").expectStatus().isNotFound();
        content("film", "[]");
        get("film/captions-en/0.vtt").expectStatus().isNotFound();
        assertThat(text("film/subtitles-en/0.vtt")).contains("Source");
    }

    @Test
    void chaptersAreAWebVttFile() {
        assertThat(text("film/chapters.vtt")).isEqualTo("""
                WEBVTT

                00:00:00.000 --> 00:00:12.500
                Tom &amp; Jerry

                00:00:12.500 --> 00:00:24.000
                &lt;End&gt;
                """);
        assertThat(text("film/info")).contains("\"chapters\":\"chapters.vtt\"", "\"url\":\"subtitles-en.vtt\"");
        get("open/chapters.vtt").expectStatus().isNotFound();
    }

    @Test
    void captionsAreGatedLikeSegments() {
        services.contentAs("film", services.contentOf("film").replace("\"public\"", "\"private\""));
        for (String file : List.of("subtitles-en.vtt", "subtitles-en/0.vtt", "subtitles-en/playlist.m3u8",
                "chapters.vtt")) {
            get("film/" + file).expectStatus().isNotFound();
        }
    }

    private void content(String id, String captions) {
        services.content(id, "published", "public", "null");
        services.contentAs(id,
                services.contentOf(id)
                    .replace("\"film\",", "\"subtitled\",")
                    .replace("\"contentId\":\"subtitled\"", "\"contentId\":\"film\"")
                    .replace("\"ruleVersion\":1", "\"ruleVersion\":1,\"captions\":" + captions));
    }

    private RestTestClient.ResponseSpec get(String path) {
        return get("/api/v1/streams/" + path, null);
    }

    private String text(String path) {
        return get(path).expectStatus().isOk().expectBody(String.class).returnResult().getResponseBody();
    }

}
