/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.media.MediaKeys;
import dev.streamgate.contracts.media.Presentation;
import dev.streamgate.contracts.media.Presentation.Mode;
import dev.streamgate.contracts.media.Presentation.VideoRendition;
import dev.streamgate.testing.http.TestHttpClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Media files over HTTP: ranges, conditional requests and on-demand encoding. */
class MediaFilesIT extends StreamingServiceFixture {

    @Test
    void rangesAreSentAsRequested() {
        range("bytes=100-199", HttpStatus.PARTIAL_CONTENT, 100, 200);
        range("bytes=-5", HttpStatus.PARTIAL_CONTENT, SEGMENT.length - 5, SEGMENT.length);
        range("bytes=299990-", HttpStatus.PARTIAL_CONTENT, 299_990, SEGMENT.length);
        range("bytes=0-9,20-29", HttpStatus.OK, 0, SEGMENT.length);
        for (String unsatisfiable : List.of("bytes=300000-", "bytes=-1-5", "bytes=9-8", "bytes=--5")) {
            this.client.get()
                .uri("/api/v1/streams/open/source/0.m4s")
                .header("Range", unsatisfiable)
                .exchange()
                .expectStatus()
                .isEqualTo(416)
                .expectHeader()
                .valueEquals("Content-Range", "bytes */300000")
                .expectHeader()
                .doesNotExist("ETag")
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:streamgate:problem:range-not-satisfiable");
        }
    }

    @Test
    void anUnchangedFileIsNotSentAgain() {
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
    void aMissingSegmentIsRequestedOnceAndServedWhenPublished() throws Exception {
        int requestsBefore = services.onDemandRequests();
        CountDownLatch allWaiting = new CountDownLatch(1);
        services.onDemand((request) -> {
            allWaiting.await();
            put(MediaKeys.segment("film", "source", 1), SEGMENT);
            return "published";
        });
        try (var viewers = Executors.newVirtualThreadPerTaskExecutor()) {
            var responses = IntStream.range(0, 8)
                .mapToObj((i) -> viewers.submit(() -> get("/api/v1/streams/open/source/1.m4s", null).returnResult()))
                .toList();
            while (services.onDemandRequests() == requestsBefore) {
                Thread.onSpinWait();
            }
            allWaiting.countDown();
            for (var response : responses) {
                assertThat(response.get().getStatus()).isEqualTo(HttpStatus.OK);
                assertThat(response.get().getResponseBodyContent()).isEqualTo(SEGMENT);
            }
        }
        finally {
            this.blobs.delete(MediaKeys.segment("film", "source", 1));
        }
    }

    @Test
    void requestsForDifferentSegmentsWaitConcurrently() throws Exception {
        int waiting = 40;
        CountDownLatch allWaiting = new CountDownLatch(waiting);
        services.onDemand((request) -> {
            allWaiting.countDown();
            allWaiting.await();
            String key = MediaKeys.segment("long", "source", request.path("segment").asInt());
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
        services.content("long", "published", "public", "null");
        services.contentAs("long", services.contentOf("long").replace("\"film\"", "\"long\""));
        try (var viewers = Executors.newVirtualThreadPerTaskExecutor()) {
            var responses = IntStream.range(0, waiting)
                .mapToObj((i) -> viewers
                    .submit(() -> statusFrom("203.0.113." + i / 8, "/api/v1/streams/long/source/" + i + ".m4s")))
                .toList();
            for (var response : responses) {
                assertThat(response.get()).isEqualTo(200);
            }
        }
        finally {
            this.blobs.deleteFolder(MediaKeys.folder("long"));
        }
    }

    @Test
    void aPlayerOfAReplacedPackageIsServedToTheEndOfItsPlaylist() throws IOException {
        byte[] encoded = { 5, 6, 7 };
        Presentation next = new Presentation("next", "uploads/u", "uploads/u", 8, 1280, 720, 30, 30_000,
                List.of(240_000L), List.of(240),
                List.of(new VideoRendition("720p", 1280, 720, 900_000, 800_000, "avc1.64001f", Mode.ENCODE)), List.of(),
                null, null);
        put(MediaKeys.presentation("next"), JsonMapper.builder().build().writeValueAsBytes(next));
        put(MediaKeys.segment("next", "720p", 0), encoded);
        services.content("again", "published", "public", "null");
        String before = get("/api/v1/streams/again/source/playlist.m3u8", null).expectBody(String.class)
            .returnResult()
            .getResponseBody();
        assertThat(before).contains("0.m4s?v=film");
        services.replaced("again", "film");
        services.contentAs("again",
                services.contentOf("again")
                    .replace("\"film\"", "\"next\"")
                    .replace("\"playable\":true", "\"playable\":false"));
        String held = "/api/v1/streams/again/source/0.m4s?v=film";
        assertThat(get(held, null).expectStatus().isOk().expectBody().returnResult().getResponseBody())
            .isEqualTo(SEGMENT);
        get("/api/v1/streams/again/source/0.m4s", null).expectStatus().isNotFound();
        services.contentAs("again", services.contentOf("again").replace("\"playable\":false", "\"playable\":true"));
        get(held, null).expectStatus()
            .isOk()
            .expectHeader()
            .valueEquals("Cache-Control", "public, max-age=60, s-maxage=60, must-revalidate");
        get("/api/v1/streams/again/source/playlist.m3u8?v=film", null).expectStatus().isOk();
        get("/api/v1/streams/again/source/0.m4s?v=unknown", null).expectStatus().isNotFound();
        assertThat(get("/api/v1/streams/again/720p/0.m4s?v=next", null).expectBody().returnResult().getResponseBody())
            .as("a reload plays the current package")
            .isEqualTo(encoded);
        services.contentAs("again", services.contentOf("again").replace("public", "private"));
        get(held, null).expectStatus().isNotFound();
    }

    @Test
    void anUnansweredLookupOfAVersionDoesNotServeAnotherVersion() {
        services.content("unsure", "published", "public", "null");
        services.replacedUnavailable("unsure", "earlier");
        get("/api/v1/streams/unsure/source/0.m4s?v=earlier", null).expectStatus()
            .isEqualTo(503)
            .expectHeader()
            .exists("Retry-After");
        get("/api/v1/streams/unsure/source/0.m4s?v=film", null).expectStatus().isOk();
    }

    @Test
    void aLateOrLostSegmentIsAProblem() {
        services.onDemand((request) -> "pending");
        get("/api/v1/streams/open/audio/0.m4s", null).expectStatus()
            .isEqualTo(503)
            .expectHeader()
            .exists("Retry-After");
        services.onDemand((request) -> "gone");
        get("/api/v1/streams/open/audio/0.m4s", null).expectStatus().isNotFound();
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

    /** The status of a request of another client. */
    private int statusFrom(String address, String path) {
        return new TestHttpClient(this.port).get(path, "X-Forwarded-For", address).status();
    }

    private RestTestClient.ResponseSpec conditional(String header, String value) {
        return this.client.get().uri("/api/v1/streams/open/source/0.m4s").header(header, value).exchange();
    }

}
