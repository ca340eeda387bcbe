/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.AudioRendition;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.testing.handlers.HandlerRules;
import dev.streamgate.testing.security.TestTokens;
import dev.streamgate.testing.security.WithTestTokens;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service over HTTP, with a disk store, and small servers in the place of metadata
 * and worker.
 */
@WithTestTokens
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "streamgate.streaming.session.key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                "streamgate.streaming.gate.verdict-ttl=0s", "streamgate.streaming.demand.max-wait=1s" })
class StreamingServiceIT implements HandlerRules {

    private static final byte[] SEGMENT = new byte[300_000];

    private static final String OWNER = OtherServices.OWNER;

    private static final OtherServices others = new OtherServices();

    @Autowired
    private BlobStore blobs;

    @LocalServerPort
    private int port;

    private RestTestClient client;

    @DynamicPropertySource
    static void others(DynamicPropertyRegistry registry) throws IOException {
        new Random(1).nextBytes(SEGMENT);
        Path media = Path.of("target", "streaming-service-tests").toAbsolutePath();
        FileSystemUtils.deleteRecursively(media);
        registry.add("streamgate.blobs.directory", media::toString);
        others.register(registry);
    }

    @BeforeEach
    void publish() throws IOException {
        this.client = RestTestClient.bindToServer(new JdkClientHttpRequestFactory())
            .baseUrl("http://127.0.0.1:" + this.port)
            .build();
        Presentation film = new Presentation("film", "uploads/u", "uploads/u", 8, 1280, 720, 30, 30_000,
                List.of(120_000L, 120_000L), List.of(120, 120),
                List.of(new VideoRendition("source", 1280, 720, 900_000, 800_000, "avc1.64001f", Mode.REMUX)),
                List.of(new AudioRendition("audio", "und", 2, 48_000, 128_000, "mp4a.40.2", List.of(384_000L),
                        Mode.REMUX)),
                null, null);
        put(MediaKeys.presentation("film"), JsonMapper.builder().build().writeValueAsBytes(film));
        put(MediaKeys.init("film", "source"), new byte[] { 1, 2, 3 });
        put(MediaKeys.segment("film", "source", 0), SEGMENT);
        others.content("mine", "ready", "private", "null");
        others.content("open", "published", "public", "null");
        others.content("role", "published", "gated", "{\"type\":\"role\",\"role\":\"operator\"}");
        others.contentAs("new",
                others.contentOf("mine")
                    .replace("\"film\"", "null")
                    .replace("\"playable\":true", "\"playable\":false"));
    }

    @Test
    void theOwnerPlaysBySessionAloneAndEveryAddressCarriesIt() {
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
    void whatIsOpenIsForEverybodyAndMayBeCached() {
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
    void whoMayNotWatchGetsNothingAndIsToldWhy() {
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
    void aRuleThatChangesEndsSessionsThatItNoLongerLetsIn() {
        String hls = open("role", TestTokens.user("u3", "operator"));
        assertThat(text(hls)).isNotEmpty();
        others.content("role", "published", "gated", "{\"type\":\"role\",\"role\":\"admin\"}");
        get(hls, null).expectStatus().isForbidden();
        others.content("role", "archived", "public", "null");
        get(hls, null).expectStatus().isNotFound();
    }

    @Test
    void whatIsNotThereIsSaidWithoutAnError() {
        String token = TestTokens.user(OWNER, "creator");
        for (String path : List.of("none/master.m3u8", "mine/2160p/playlist.m3u8", "mine/source/2.m4s",
                "mine/source/999999999.m4s", "mine/source/99999999999.m4s", "mine/source/-1.m4s", "mine/source/x.m4s",
                "mine/thumbnail.jpg", "mine/storyboard-0.jpg", "mine/..%2f..%2fetc/init.mp4", "new/master.m3u8")) {
            get("/api/v1/streams/" + path, token).expectStatus().is4xxClientError();
        }
    }

    @Test
    void rangesAreSentAsAskedFor() {
        range("bytes=100-199", HttpStatus.PARTIAL_CONTENT, 100, 200);
        range("bytes=-5", HttpStatus.PARTIAL_CONTENT, SEGMENT.length - 5, SEGMENT.length);
        range("bytes=299990-", HttpStatus.PARTIAL_CONTENT, 299_990, SEGMENT.length);
        range("bytes=0-9,20-29", HttpStatus.OK, 0, SEGMENT.length);
        for (String none : List.of("bytes=300000-", "bytes=-1-5", "bytes=9-8", "bytes=--5")) {
            this.client.get()
                .uri("/api/v1/streams/open/source/0.m4s")
                .header("Range", none)
                .exchange()
                .expectStatus()
                .isEqualTo(416)
                .expectHeader()
                .valueEquals("Content-Range", "bytes */300000")
                .expectHeader()
                .doesNotExist("ETag")
                .expectHeader()
                .doesNotExist("Cache-Control")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:streamgate:problem:range-not-satisfiable");
        }
    }

    @Test
    void whatTheClientHasIsNotSentAgain() {
        var headers = this.client.method(HttpMethod.HEAD)
            .uri("/api/v1/streams/open/source/0.m4s")
            .exchange()
            .expectStatus()
            .isOk()
            .expectHeader()
            .contentLength(SEGMENT.length)
            .returnResult()
            .getResponseHeaders();
        conditional("If-None-Match", headers.getETag()).expectStatus().isNotModified();
        conditional("If-None-Match", "\"other\", W/" + headers.getETag()).expectStatus().isNotModified();
        conditional("If-None-Match", "\"other\"").expectStatus().isOk();
        conditional("If-Modified-Since", headers.getFirst("Last-Modified")).expectStatus().isNotModified();
        assertThat(headers.getFirst("Last-Modified"))
            .matches("[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} [\\d:]{8} GMT");
        conditional("If-Modified-Since", "yesterday").expectStatus().isOk();
        this.client.get()
            .uri("/api/v1/streams/open/source/0.m4s")
            .header("Range", "bytes=0-0")
            .header("If-Range", "\"other\"")
            .exchange()
            .expectStatus()
            .isOk();
    }

    @Test
    void aSegmentThatIsNotThereIsAskedForOnceAndServedWhenItIsMade() throws Exception {
        int before = others.demands();
        CountDownLatch allAsk = new CountDownLatch(1);
        others.demandsAre((demand) -> {
            allAsk.await();
            put(MediaKeys.segment("film", "source", 1), SEGMENT);
            return "published";
        });
        try (var viewers = Executors.newVirtualThreadPerTaskExecutor()) {
            var replies = IntStream.range(0, 8)
                .mapToObj((i) -> viewers.submit(() -> get("/api/v1/streams/open/source/1.m4s", null).returnResult()))
                .toList();
            while (others.demands() == before) {
                Thread.onSpinWait();
            }
            allAsk.countDown();
            for (var reply : replies) {
                assertThat(reply.get().getStatus()).isEqualTo(HttpStatus.OK);
                assertThat(reply.get().getResponseBodyContent()).isEqualTo(SEGMENT);
            }
        }
        finally {
            this.blobs.delete(MediaKeys.segment("film", "source", 1));
        }
    }

    @Test
    void viewersOfManyDifferentSegmentsWaitSideBySide() throws Exception {
        int waiting = 40;
        CountDownLatch allAsk = new CountDownLatch(waiting);
        others.demandsAre((demand) -> {
            allAsk.countDown();
            allAsk.await();
            String key = MediaKeys.segment("long", "source", demand.path("segment").asInt());
            put(key, new byte[] { 7 });
            return "published";
        });
        put(MediaKeys.presentation("long"),
                JsonMapper.builder()
                    .build()
                    .writeValueAsBytes(new Presentation("long", "uploads/u", "uploads/u", 2 * waiting, 16, 16, 1, 1,
                            Collections.nCopies(waiting, 2L), Collections.nCopies(waiting, 2),
                            List.of(new VideoRendition("source", 16, 16, 1, 1, "avc1.64001f", Mode.REMUX)), List.of(),
                            null, null)));
        others.content("long", "published", "public", "null");
        others.contentAs("long", others.contentOf("long").replace("\"film\"", "\"long\""));
        try (var viewers = Executors.newVirtualThreadPerTaskExecutor()) {
            var replies = IntStream.range(0, waiting)
                .mapToObj((i) -> viewers
                    .submit(() -> get("/api/v1/streams/long/source/" + i + ".m4s", null).returnResult().getStatus()))
                .toList();
            for (var reply : replies) {
                assertThat(reply.get()).isEqualTo(HttpStatus.OK);
            }
        }
        finally {
            this.blobs.deleteFolder(MediaKeys.folder("long"));
        }
    }

    @Test
    void aSegmentThatIsLateOrLostIsAProblem() {
        others.demandsAre((demand) -> "pending");
        get("/api/v1/streams/open/audio/0.m4s", null).expectStatus()
            .isEqualTo(503)
            .expectHeader()
            .exists("Retry-After");
        others.demandsAre((demand) -> "gone");
        get("/api/v1/streams/open/audio/0.m4s", null).expectStatus().isNotFound();
    }

    @Test
    void whenMetadataFailsNobodyIsLetIn() {
        others.contentAs("broken", "this is no JSON");
        get("/api/v1/streams/broken/master.m3u8", TestTokens.user("root", "admin")).expectStatus()
            .isEqualTo(503)
            .expectHeader()
            .exists("Retry-After");
    }

    @Test
    void anIdThatIsNoneNeverReachesMetadata() {
        get("/api/v1/streams/" + "a".repeat(65) + "/master.m3u8", null).expectStatus().isNotFound();
        get("/api/v1/streams/a.b/master.m3u8", null).expectStatus().isNotFound();
    }

    @Test
    void theDescriptionOfTheInterfaceListsEveryCall() {
        get("/v3/api-docs", null).expectStatus()
            .isOk()
            .expectBody()
            .jsonPath("$.paths.length()")
            .isEqualTo(10)
            .jsonPath("$.paths['/api/v1/streams/{contentId}/sessions'].post")
            .exists();
    }

    private void range(String header, HttpStatus status, int from, int to) {
        this.client.get()
            .uri("/api/v1/streams/open/source/0.m4s")
            .header("Range", header)
            .exchange()
            .expectStatus()
            .isEqualTo(status)
            .expectBody()
            .consumeWith((body) -> assertThat(body.getResponseBody()).isEqualTo(Arrays.copyOfRange(SEGMENT, from, to)));
    }

    private RestTestClient.ResponseSpec conditional(String header, String value) {
        return this.client.get().uri("/api/v1/streams/open/source/0.m4s").header(header, value).exchange();
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

    private RestTestClient.ResponseSpec get(String path, String token) {
        return this.client.get().uri(java.net.URI.create("http://127.0.0.1:" + this.port + path)).headers((headers) -> {
            if (token != null) {
                headers.setBearerAuth(token);
            }
        }).exchange();
    }

    private void put(String key, byte[] bytes) throws IOException {
        this.blobs.put(key, new ByteArrayInputStream(bytes), bytes.length);
    }

}
