/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
@WithStubServices
class RequestBodiesIT {

    private static final int MIB = 1024 * 1024;

    private static final int CHUNKS = 400;

    private final int port;

    private final RawHttpServer upload = StubServices.named("upload");

    RequestBodiesIT(@LocalServerPort int port) {
        this.port = port;
    }

    @BeforeEach
    void clearRequests() {
        this.upload.requests.clear();
        this.upload.connectionEnds.clear();
        StubServices.named("metadata").requests.clear();
    }

    @ParameterizedTest
    @CsvSource({ "PATCH,application/offset+octet-stream", "PUT,application/octet-stream",
            "POST,multipart/form-data; boundary=b", "POST,application/x-www-form-urlencoded" })
    void anUploadLargerThanTheHeapIsForwarded(String method, String type) throws Exception {
        this.upload.on("/api/v1/uploads/large", (request, in, out) -> {
            long size = request.discardBody(in);
            out.write(("HTTP/1.1 204 No Content\r\nUpload-Offset: " + size + "\r\n\r\n").getBytes());
            return true;
        });
        try (RawHttpClient http = new RawHttpClient(this.port)) {
            http.send("%s /api/v1/uploads/large HTTP/1.1\r\nHost: g\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(method, type, (long) CHUNKS * MIB));
            byte[] chunk = new byte[MIB];
            for (int i = 0; i < CHUNKS; i++) {
                http.send(chunk);
            }
            assertThat(http.response().header("Upload-Offset")).isEqualTo(Long.toString((long) CHUNKS * MIB));
        }
    }

    @Test
    void aChunkedBodyIsForwarded() throws Exception {
        this.upload.on("/api/v1/uploads/chunked",
                (request, in, out) -> RawHttpServer
                    .respond("HTTP/1.1 200 OK\r\nUpload-Offset: " + request.discardBody(in), "ok")
                    .handle(new RawHttpServer.Request("GET", "/", Map.of()), in, out));
        try (RawHttpClient http = new RawHttpClient(this.port)) {
            http.send("PATCH /api/v1/uploads/chunked HTTP/1.1\r\nHost: g\r\nContent-Type: a/b\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n");
            assertThat(http.response().header("Upload-Offset")).isEqualTo("11");
        }
    }

    @ParameterizedTest
    @CsvSource({ "409 Conflict", "413 Content Too Large", "401 Unauthorized" })
    void aResponseSentBeforeTheBodyIsReadReachesTheClient(String status) throws Exception {
        this.upload.on("/api/v1/uploads/early", (request, in, out) -> {
            out.write(("HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: 5\r\n\r\nearly").getBytes());
            out.flush();
            return false;
        });
        try (RawHttpClient http = new RawHttpClient(this.port)) {
            http.send("PATCH /api/v1/uploads/early HTTP/1.1\r\nHost: g\r\nContent-Type: a/b\r\nContent-Length: "
                    + 16 * MIB + "\r\n\r\n");
            Thread sending = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 16; i++) {
                        http.send(new byte[MIB]);
                    }
                }
                catch (IOException ex) {
                    // The gateway may close the connection after its response.
                }
            });
            RawHttpClient.Response response = http.response();
            assertThat(response.status()).isEqualTo(Integer.parseInt(status.split(" ")[0]));
            assertThat(response.body()).isEqualTo("early");
            sending.join();
        }
    }

    @Test
    void aConnectionWithAnIncompleteRequestBodyIsNotReused() throws Exception {
        this.upload.on("/api/v1/uploads/cut", (request, in, out) -> {
            out.write("HTTP/1.1 409 Conflict\r\nContent-Length: 2\r\n\r\nno".getBytes());
            out.flush();
            request.discardBody(in);
            return true;
        });
        for (int i = 0; i < 5; i++) {
            try (RawHttpClient http = new RawHttpClient(this.port)) {
                http.send("PATCH /api/v1/uploads/cut HTTP/1.1\r\nHost: g\r\nContent-Type: a/b\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n2000\r\n" + "x".repeat(0x2000) + "\r\n");
                RawHttpClient.Response response = http.send("2000\r\n" + "x".repeat(0x2000) + "\r\n0\r\n\r\n")
                    .response();
                assertThat(response.status()).isEqualTo(409);
            }
            try (RawHttpClient http = new RawHttpClient(this.port)) {
                assertThat(http.send("GET /api/v1/uploads HTTP/1.1\r\nHost: g\r\n\r\n").response().body())
                    .isEqualTo("hello");
            }
        }
    }

    @Test
    void aClientReceives100ContinueOnlyForAnAcceptedRequest() throws Exception {
        try (RawHttpClient http = new RawHttpClient(this.port)) {
            http.send("POST /api/v1/contents HTTP/1.1\r\nHost: g\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 5000000\r\nExpect: 100-continue\r\n\r\n");
            assertThat(http.response().status()).isEqualTo(413);
        }
        try (RawHttpClient http = new RawHttpClient(this.port)) {
            http.send("POST /api/v1/contents HTTP/1.1\r\nHost: g\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            assertThat(http.head().status()).isEqualTo(100);
            assertThat(http.send("{}").response().status()).isEqualTo(200);
        }
    }

    @Test
    void anAbortedUploadNeverLooksCompleteToTheService() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CompletableFuture<byte[]> received = new CompletableFuture<>();
        this.upload.on("/api/v1/uploads/half", (request, in, out) -> {
            in.readNBytes(0x2000);
            arrived.countDown();
            received.complete(RawHttpClient.readToEnd(in));
            return false;
        });
        RawHttpClient http = new RawHttpClient(this.port);
        http.send("PATCH /api/v1/uploads/half HTTP/1.1\r\nHost: g\r\nContent-Type: a/b\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n2000\r\n" + "x".repeat(0x2000) + "\r\n");
        arrived.await();
        http.reset();
        assertThat(new String(received.get(), StandardCharsets.ISO_8859_1)).doesNotContain("0\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({ "POST,/api/v1/contents,text/plain,10,415", "POST,/api/v1/contents,,10,415",
            "PUT,/api/v1/contents/1/gate,application/xml,10,415",
            "PUT,/api/v1/contents/1/captions/en,text/plain,10,415",
            "PUT,/api/v1/contents/1/captions/en,text/vtt,1048577,413", "PUT,/api/v1/contents/1/poster,image/gif,10,415",
            "PUT,/api/v1/contents/1/poster,image/png,5242881,413", "PUT,/api/v1/contents/1/posters,image/png,10,415",
            "PUT,/api/v1/contents/1/poster/x,image/png,10,415", "POST,/api/v1/contents,application/json,1048577,413",
            "PATCH,/api/v1/contents/1,application/merge-patch+json,2000000,413",
            "POST,/api/v1/uploads/sessions,application/json,1048577,413",
            "PATCH,/api/v1/uploads/tus/1,application/offset+octet-stream,21474836481,413",
            "PUT,/api/v1/cache/n/k,text/plain,1048577,413" })
    void aBodyIsRejectedByItsHeaders(String method, String path, String type, long length, int status)
            throws Exception {
        try (RawHttpClient http = new RawHttpClient(this.port)) {
            http.send(method + " " + path + " HTTP/1.1\r\nHost: g\r\n"
                    + ((type != null) ? "Content-Type: " + type + "\r\n" : "") + "Content-Length: " + length
                    + "\r\n\r\n");
            RawHttpClient.Response response = http.head();
            assertThat(response.status()).isEqualTo(status);
            assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
        }
        assertThat(this.upload.requests).isEmpty();
        assertThat(StubServices.named("metadata").requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "image/jpeg", "image/png", "image/webp" })
    void aPosterOfFiveMegabytesIsForwarded(String type) throws Exception {
        try (RawHttpClient http = new RawHttpClient(this.port)) {
            http.send(
                    "PUT /api/v1/contents/1/poster HTTP/1.1\r\nHost: g\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                        .formatted(type, 5 * MIB));
            http.send(new byte[5 * MIB]);
            assertThat(http.response().status()).isEqualTo(200);
        }
    }

    @Test
    void aChunkedJsonBodyBeyondTheLimitIsRejected() throws Exception {
        try (RawHttpClient http = new RawHttpClient(this.port)) {
            http.send("POST /api/v1/contents HTTP/1.1\r\nHost: g\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 17; i++) {
                http.send("10000\r\n" + "x".repeat(0x10000) + "\r\n");
            }
            assertThat(http.head().status()).isEqualTo(413);
        }
    }

}
