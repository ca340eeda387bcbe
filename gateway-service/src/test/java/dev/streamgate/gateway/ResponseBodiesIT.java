/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

@Timeout(60)
@WithStubServices
class ResponseBodiesIT {

    private static final int MIB = 1024 * 1024;

    private static final int CHUNKS = 400;

    private final int port;

    private final RawHttpServer streaming = StubServices.named("streaming");

    ResponseBodiesIT(@LocalServerPort int port) {
        this.port = port;
    }

    @Test
    void aDownloadLargerThanTheHeapIsForwarded() throws Exception {
        this.streaming.on("/api/v1/streams/c/large.m4s", (request, in, out) -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + (long) CHUNKS * MIB + "\r\n\r\n").getBytes());
            byte[] chunk = new byte[MIB];
            for (int i = 0; i < CHUNKS; i++) {
                out.write(chunk);
            }
            return true;
        });
        try (RawHttpClient http = new RawHttpClient(this.port)) {
            http.send("GET /api/v1/streams/c/large.m4s HTTP/1.1\r\nHost: g\r\nConnection: close\r\n\r\n").head();
            assertThat(http.in().transferTo(OutputStream.nullOutputStream())).isEqualTo((long) CHUNKS * MIB);
        }
    }

    @ParameterizedTest
    @CsvSource({ "Content-Length: 100000", "Transfer-Encoding: chunked" })
    void anAbortedResponseDoesNotLookComplete(String framing) throws Exception {
        this.streaming.on("/api/v1/streams/c/broken.m4s", (request, in, out) -> {
            out.write(("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes());
            out.flush();
            return false;
        });
        try (RawHttpClient http = new RawHttpClient(this.port)) {
            http.send("GET /api/v1/streams/c/broken.m4s HTTP/1.1\r\nHost: g\r\n\r\n");
            RawHttpClient.Response head = http.head();
            assertThat(head.status()).isEqualTo(200);
            byte[] rest = RawHttpClient.readToEnd(http.in());
            assertThat(new String(rest, StandardCharsets.ISO_8859_1)).doesNotEndWith("0\r\n\r\n");
            assertThat(rest.length).isLessThan(100_000);
        }
    }

    @Test
    void eventsArriveImmediately() throws Exception {
        CountDownLatch eventSeen = new CountDownLatch(1);
        StubServices.named("monitor").on("/api/v1/monitor/events", (request, in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                .getBytes());
            out.write("8\r\ndata: 1\n\r\n".getBytes());
            out.flush();
            await(eventSeen);
            out.write("0\r\n\r\n".getBytes());
            return true;
        });
        try (RawHttpClient http = new RawHttpClient(this.port)) {
            http.send("GET /api/v1/monitor/events HTTP/1.1\r\nHost: g\r\n\r\n");
            assertThat(http.head().header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(new String(http.in().readNBytes(11), StandardCharsets.ISO_8859_1)).contains("data: 1");
            eventSeen.countDown();
        }
    }

    @Test
    void aDisconnectedClientEndsTheRequestToTheService() throws Exception {
        this.streaming.connectionEnds.clear();
        this.streaming.on("/api/v1/streams/c/endless.m4s", (request, in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes());
            byte[] chunk = ("1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes();
            while (true) {
                out.write(chunk);
            }
        });
        RawHttpClient http = new RawHttpClient(this.port);
        http.send("GET /api/v1/streams/c/endless.m4s HTTP/1.1\r\nHost: g\r\n\r\n").head();
        http.in().readNBytes(100_000);
        http.reset();
        assertThat(this.streaming.connectionEnds.take()).satisfies((ending) -> {
            assertThat(ending.path()).isEqualTo("/api/v1/streams/c/endless.m4s");
            assertThat(ending.error()).isNotNull();
        });
    }

    @Test
    void anErrorPageIsNotAppendedToAnAbortedResponse() {
        this.streaming.on("/api/v1/streams/c/none.m4s", (request, in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n".getBytes());
            out.flush();
            return false;
        });
        assertThatIOException().isThrownBy(() -> {
            try (RawHttpClient http = new RawHttpClient(this.port)) {
                assertThat(http.send("GET /api/v1/streams/c/none.m4s HTTP/1.1\r\nHost: g\r\n\r\n").response().body())
                    .isEmpty();
                http.send("GET /api/v1/contents HTTP/1.1\r\nHost: g\r\n\r\n").head();
            }
        });
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
