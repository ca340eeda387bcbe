/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.segment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Arrays;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.media.blob.Blob;
import dev.streamgate.media.blob.BlobStore;
import dev.streamgate.streaming.presentation.MediaStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A store without local files, and a connector without sendfile. */
class BlobResponsesTests {

    private static final byte[] BYTES = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 };

    private static final Blob BLOB = new Blob("media/film/source/0.m4s", BYTES.length,
            Instant.parse("2026-11-01T08:00:00.123456Z"), "abc");

    private final MeterRegistry registry = new SimpleMeterRegistry();

    private final BlobResponses responses = new BlobResponses(new MediaStore(store()),
            new SegmentMeters(this.registry));

    @Test
    void aWholeFileIsStreamedWithItsValidators() throws IOException {
        MockHttpServletResponse response = send("GET");
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getContentAsByteArray()).isEqualTo(BYTES);
        assertThat(response.getHeader("ETag")).isEqualTo("\"abc\"");
        assertThat(response.getHeader("Last-Modified")).isEqualTo("Sun, 01 Nov 2026 08:00:00 GMT");
        assertThat(response.getHeader("Accept-Ranges")).isEqualTo("bytes");
        assertThat(response.getContentLength()).isEqualTo(10);
    }

    @Test
    void aResponseToHeadHasHeadersOnly() throws IOException {
        MockHttpServletResponse response = send("HEAD", "Range", "bytes=2-4");
        assertThat(response.getStatus()).isEqualTo(206);
        assertThat(response.getContentLength()).isEqualTo(3);
        assertThat(response.getContentAsByteArray()).isEmpty();
        assertThat(this.registry.get("streamgate.streaming.served").counter().count()).isZero();
    }

    @Test
    void aRangeIsStreamed() throws IOException {
        MockHttpServletResponse response = send("GET", "Range", "bytes=2-4");
        assertThat(response.getStatus()).isEqualTo(206);
        assertThat(response.getHeader("Content-Range")).isEqualTo("bytes 2-4/10");
        assertThat(this.registry.get("streamgate.streaming.served").counter().count()).isEqualTo(3);
        assertThat(response.getContentAsByteArray()).isEqualTo(new byte[] { 2, 3, 4 });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "\"abc\" | 206", "\"other\" | 200", "W/\"abc\" | 200",
            "Sun, 01 Nov 2026 08:00:00 GMT | 206", "Sun, 01 Nov 2026 08:00:01 GMT | 200", "garbage | 200" })
    void aRangeOfAnotherVersionReturnsTheWholeFile(String condition, int status) throws IOException {
        assertThat(send("GET", "Range", "bytes=0-0", "If-Range", condition).getStatus()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "If-None-Match | \"abc\" | 304", "If-None-Match | * | 304",
                    "If-None-Match | \"x\", W/\"abc\" | 304", "If-None-Match | \"x\" | 200",
                    "If-Modified-Since | Sun, 01 Nov 2026 08:00:00 GMT | 304",
                    "If-Modified-Since | Sun, 01 Nov 2026 07:59:59 GMT | 200", "If-Modified-Since | now | 200" })
    void anUnchangedFileIsNotSentAgain(String header, String value, int status) throws IOException {
        MockHttpServletResponse response = send("GET", header, value);
        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.getHeader("ETag")).isEqualTo("\"abc\"");
        assertThat(response.getContentAsByteArray()).hasSize((status == 304) ? 0 : 10);
    }

    @Test
    void theEntityTagTakesPrecedenceOverTheDate() throws IOException {
        assertThat(
                send("GET", "If-None-Match", "\"x\"", "If-Modified-Since", "Sun, 01 Nov 2026 08:00:00 GMT").getStatus())
            .isEqualTo(200);
    }

    @Test
    void aFailingStoreIsAProblemThatAllowsRetry() {
        BlobStore broken = (BlobStore) Proxy.newProxyInstance(BlobStore.class.getClassLoader(),
                new Class<?>[] { BlobStore.class }, (proxy, method, arguments) -> {
                    throw new IOException("the disk is gone");
                });
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/0.m4s");
        MockHttpServletResponse response = new MockHttpServletResponse();
        assertThatExceptionOfType(ProblemException.class)
            .isThrownBy(() -> new BlobResponses(new MediaStore(broken), new SegmentMeters(new SimpleMeterRegistry()))
                .send(BLOB, "video/mp4", "public", request, new MockHttpServletResponse()))
            .satisfies((problem) -> {
                assertThat(problem.getStatusCode().value()).isEqualTo(503);
                assertThat(problem.getBody().getDetail()).doesNotContain("disk");
            });
        assertThat(response.getHeaderNames()).isEmpty();
    }

    private MockHttpServletResponse send(String method, String... headers) throws IOException {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/0.m4s");
        for (int i = 0; i < headers.length; i += 2) {
            request.addHeader(headers[i], headers[i + 1]);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        this.responses.send(BLOB, "video/mp4", "public", request, response);
        return response;
    }

    /** A store that implements only {@code open}. */
    private static BlobStore store() {
        return (BlobStore) Proxy.newProxyInstance(BlobStore.class.getClassLoader(), new Class<?>[] { BlobStore.class },
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("open");
                    int from = ((Long) arguments[1]).intValue();
                    int to = from + ((Long) arguments[2]).intValue();
                    return new ByteArrayInputStream(Arrays.copyOfRange(BYTES, from, to));
                });
    }

}
