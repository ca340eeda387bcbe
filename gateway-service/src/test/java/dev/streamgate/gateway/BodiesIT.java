/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

@Timeout(60)
@WithServices
class BodiesIT {

    private static final int MIB = 1024 * 1024;

    private static final int PIECES = 400;

    private final int port;

    private final Backend upload = Services.named("upload");

    BodiesIT(@LocalServerPort int port) {
        this.port = port;
    }

    @BeforeEach
    void forget() {
        this.upload.requests.clear();
        this.upload.endings.clear();
        Services.named("metadata").requests.clear();
    }

    @ParameterizedTest
    @CsvSource({ "PATCH,application/offset+octet-stream", "PUT,application/octet-stream",
            "POST,multipart/form-data; boundary=b", "POST,application/x-www-form-urlencoded" })
    void anUploadLargerThanTheHeapPasses(String method, String type) throws Exception {
        this.upload.on("/api/v1/uploads/large", (request, in, out) -> {
            long size = request.discardBody(in);
            out.write(("HTTP/1.1 204 No Content\r\nUpload-Offset: " + size + "\r\n\r\n").getBytes());
            return true;
        });
        try (Wire wire = new Wire(this.port)) {
            wire.send("%s /api/v1/uploads/large HTTP/1.1\r\nHost: g\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(method, type, (long) PIECES * MIB));
            byte[] piece = new byte[MIB];
            for (int i = 0; i < PIECES; i++) {
                wire.send(piece);
            }
            assertThat(wire.reply().header("Upload-Offset")).isEqualTo(Long.toString((long) PIECES * MIB));
        }
    }

    @Test
    void aDownloadLargerThanTheHeapPasses() throws Exception {
        Services.named("streaming").on("/api/v1/streams/c/large.m4s", (request, in, out) -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + (long) PIECES * MIB + "\r\n\r\n").getBytes());
            byte[] piece = new byte[MIB];
            for (int i = 0; i < PIECES; i++) {
                out.write(piece);
            }
            return true;
        });
        try (Wire wire = new Wire(this.port)) {
            wire.send("GET /api/v1/streams/c/large.m4s HTTP/1.1\r\nHost: g\r\nConnection: close\r\n\r\n").head();
            assertThat(wire.in().transferTo(java.io.OutputStream.nullOutputStream())).isEqualTo((long) PIECES * MIB);
        }
    }

    @Test
    void aBodyOfUnannouncedLengthPasses() throws Exception {
        this.upload.on("/api/v1/uploads/chunked",
                (request, in, out) -> Backend
                    .answer("HTTP/1.1 200 OK\r\nUpload-Offset: " + request.discardBody(in), "ok")
                    .play(new Backend.Request("GET", "/", java.util.Map.of()), in, out));
        try (Wire wire = new Wire(this.port)) {
            wire.send("PATCH /api/v1/uploads/chunked HTTP/1.1\r\nHost: g\r\nContent-Type: a/b\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n");
            assertThat(wire.reply().header("Upload-Offset")).isEqualTo("11");
        }
    }

    @ParameterizedTest
    @CsvSource({ "409 Conflict", "413 Content Too Large", "401 Unauthorized" })
    void anAnswerBeforeTheBodyIsReadReachesTheClient(String status) throws Exception {
        this.upload.on("/api/v1/uploads/early", (request, in, out) -> {
            out.write(("HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: 5\r\n\r\nearly").getBytes());
            out.flush();
            return false;
        });
        try (Wire wire = new Wire(this.port)) {
            wire.send("PATCH /api/v1/uploads/early HTTP/1.1\r\nHost: g\r\nContent-Type: a/b\r\nContent-Length: "
                    + 16 * MIB + "\r\n\r\n");
            Thread sending = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 16; i++) {
                        wire.send(new byte[MIB]);
                    }
                }
                catch (IOException ex) {
                    // The gateway may stop listening once it has answered.
                }
            });
            Wire.Reply reply = wire.reply();
            assertThat(reply.status()).isEqualTo(Integer.parseInt(status.split(" ")[0]));
            assertThat(reply.body()).isEqualTo("early");
            sending.join();
        }
    }

    @Test
    void aConnectionOnWhichABodyWasCutOffIsNotUsedAgain() throws Exception {
        this.upload.on("/api/v1/uploads/cut", (request, in, out) -> {
            out.write("HTTP/1.1 409 Conflict\r\nContent-Length: 2\r\n\r\nno".getBytes());
            out.flush();
            request.discardBody(in);
            return true;
        });
        for (int i = 0; i < 5; i++) {
            try (Wire wire = new Wire(this.port)) {
                wire.send("PATCH /api/v1/uploads/cut HTTP/1.1\r\nHost: g\r\nContent-Type: a/b\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n2000\r\n" + "x".repeat(0x2000) + "\r\n");
                Wire.Reply reply = wire.send("2000\r\n" + "x".repeat(0x2000) + "\r\n0\r\n\r\n").reply();
                assertThat(reply.status()).isEqualTo(409);
            }
            try (Wire wire = new Wire(this.port)) {
                assertThat(wire.send("GET /api/v1/uploads HTTP/1.1\r\nHost: g\r\n\r\n").reply().body())
                    .isEqualTo("hello");
            }
        }
    }

    @Test
    void aClientThatAsksFirstIsToldToGoOnOnlyWhenTheServiceIsThere() throws Exception {
        try (Wire wire = new Wire(this.port)) {
            wire.send("POST /api/v1/contents HTTP/1.1\r\nHost: g\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 5000000\r\nExpect: 100-continue\r\n\r\n");
            assertThat(wire.reply().status()).isEqualTo(413);
        }
        try (Wire wire = new Wire(this.port)) {
            wire.send("POST /api/v1/contents HTTP/1.1\r\nHost: g\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            assertThat(wire.head().status()).isEqualTo(100);
            assertThat(wire.send("{}").reply().status()).isEqualTo(200);
        }
    }

    @Test
    void anUnfinishedUploadNeverLooksFinished() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CompletableFuture<byte[]> received = new CompletableFuture<>();
        this.upload.on("/api/v1/uploads/half", (request, in, out) -> {
            in.readNBytes(0x2000);
            arrived.countDown();
            received.complete(readToEnd(in));
            return false;
        });
        Wire wire = new Wire(this.port);
        wire.send("PATCH /api/v1/uploads/half HTTP/1.1\r\nHost: g\r\nContent-Type: a/b\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n2000\r\n" + "x".repeat(0x2000) + "\r\n");
        arrived.await();
        wire.vanish();
        assertThat(new String(received.get(), StandardCharsets.ISO_8859_1)).doesNotContain("0\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({ "POST,/api/v1/contents,text/plain,10,415", "POST,/api/v1/contents,,10,415",
            "PUT,/api/v1/contents/1/gate,application/xml,10,415", "POST,/api/v1/contents,application/json,1048577,413",
            "PATCH,/api/v1/contents/1,application/merge-patch+json,2000000,413",
            "POST,/api/v1/uploads/sessions,application/json,1048577,413",
            "PATCH,/api/v1/uploads/tus/1,application/offset+octet-stream,21474836481,413",
            "PUT,/api/v1/cache/n/k,text/plain,1048577,413" })
    void theHeadersAlreadyTellThatABodyIsNotTaken(String method, String path, String type, long length, int status)
            throws Exception {
        try (Wire wire = new Wire(this.port)) {
            wire.send(method + " " + path + " HTTP/1.1\r\nHost: g\r\n"
                    + ((type != null) ? "Content-Type: " + type + "\r\n" : "") + "Content-Length: " + length
                    + "\r\n\r\n");
            Wire.Reply reply = wire.head();
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        }
        assertThat(this.upload.requests).isEmpty();
        assertThat(Services.named("metadata").requests).isEmpty();
    }

    @Test
    void aChunkedJsonBodyIsCutAtTheBound() throws Exception {
        try (Wire wire = new Wire(this.port)) {
            wire.send("POST /api/v1/contents HTTP/1.1\r\nHost: g\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 17; i++) {
                wire.send("10000\r\n" + "x".repeat(0x10000) + "\r\n");
            }
            assertThat(wire.head().status()).isEqualTo(413);
        }
    }

    @ParameterizedTest
    @CsvSource({ "Content-Length: 100000", "Transfer-Encoding: chunked" })
    void aReplyThatBreaksOffIsSeenToBreakOff(String framing) throws Exception {
        Services.named("streaming").on("/api/v1/streams/c/broken.m4s", (request, in, out) -> {
            out.write(("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes());
            out.flush();
            return false;
        });
        try (Wire wire = new Wire(this.port)) {
            wire.send("GET /api/v1/streams/c/broken.m4s HTTP/1.1\r\nHost: g\r\n\r\n");
            Wire.Reply head = wire.head();
            assertThat(head.status()).isEqualTo(200);
            byte[] rest = readToEnd(wire.in());
            assertThat(new String(rest, StandardCharsets.ISO_8859_1)).doesNotEndWith("0\r\n\r\n");
            assertThat(rest.length).isLessThan(100_000);
        }
    }

    @Test
    void eventsArriveWhenTheyAreSent() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        Services.named("monitor").on("/api/v1/monitor/events", (request, in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                .getBytes());
            out.write("8\r\ndata: 1\n\r\n".getBytes());
            out.flush();
            await(seen);
            out.write("0\r\n\r\n".getBytes());
            return true;
        });
        try (Wire wire = new Wire(this.port)) {
            wire.send("GET /api/v1/monitor/events HTTP/1.1\r\nHost: g\r\n\r\n");
            assertThat(wire.head().header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(new String(wire.in().readNBytes(11), StandardCharsets.ISO_8859_1)).contains("data: 1");
            seen.countDown();
        }
    }

    @Test
    void aClientThatGoesAwayEndsTheCallToTheService() throws Exception {
        Backend streaming = Services.named("streaming");
        streaming.endings.clear();
        streaming.on("/api/v1/streams/c/endless.m4s", (request, in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes());
            byte[] chunk = ("1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes();
            while (true) {
                out.write(chunk);
            }
        });
        Wire wire = new Wire(this.port);
        wire.send("GET /api/v1/streams/c/endless.m4s HTTP/1.1\r\nHost: g\r\n\r\n").head();
        wire.in().readNBytes(100_000);
        wire.vanish();
        assertThat(streaming.endings.take()).satisfies((ending) -> {
            assertThat(ending.path()).isEqualTo("/api/v1/streams/c/endless.m4s");
            assertThat(ending.error()).isNotNull();
        });
    }

    @Test
    void aReplyOfTheGatewayItselfDoesNotMixIntoABrokenOne() {
        Services.named("streaming").on("/api/v1/streams/c/none.m4s", (request, in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n".getBytes());
            out.flush();
            return false;
        });
        assertThatIOException().isThrownBy(() -> {
            try (Wire wire = new Wire(this.port)) {
                assertThat(wire.send("GET /api/v1/streams/c/none.m4s HTTP/1.1\r\nHost: g\r\n\r\n").reply().body())
                    .isEmpty();
                wire.send("GET /api/v1/contents HTTP/1.1\r\nHost: g\r\n\r\n").head();
            }
        });
    }

    private static byte[] readToEnd(InputStream in) {
        var read = new java.io.ByteArrayOutputStream();
        try {
            in.transferTo(read);
        }
        catch (IOException ex) {
            // A reset is a way of breaking off, too.
        }
        return read.toByteArray();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IOException(ex);
        }
    }

}
