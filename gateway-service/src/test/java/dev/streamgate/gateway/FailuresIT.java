/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import dev.streamgate.testing.security.WithTestTokens;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
@WithTestTokens
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "streamgate.gateway.routes.patience=300ms", "streamgate.gateway.routes.stream-patience=300ms",
                "streamgate.gateway.routes.upload-patience=300ms", "streamgate.gateway.proxy.circuit.minimum-calls=5",
                "streamgate.gateway.proxy.circuit.open=60s" })
class FailuresIT {

    private static final Backend backend = start();

    private final int port;

    FailuresIT(@LocalServerPort int port) {
        this.port = port;
    }

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry properties) throws IOException {
        for (String name : new String[] { "metadata", "streaming", "worker", "upload" }) {
            properties.add("spring.http.serviceclient." + name + ".base-url", backend::url);
        }
        try (ServerSocket gone = new ServerSocket(0)) {
            String nowhere = "http://127.0.0.1:" + gone.getLocalPort();
            for (String name : new String[] { "auth", "transcoder", "cache", "monitor" }) {
                properties.add("spring.http.serviceclient." + name + ".base-url", () -> nowhere);
            }
        }
    }

    @Test
    void aServiceThatIsNotThereIsNamedByItsFeatureNotByItsAddress() throws IOException {
        Wire.Reply reply = get("/api/v1/auth/profile");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("2");
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.body()).contains("Signing in is not available", "urn:streamgate:problem:unavailable")
            .doesNotContain("127.0.0.1", "Exception");
    }

    @Test
    void aServiceThatDoesNotAnswerTimesOut() throws IOException {
        CompletableFuture<Void> released = new CompletableFuture<>();
        backend.on("/api/v1/contents/silent", (request, in, out) -> {
            released.join();
            return false;
        });
        assertThat(get("/api/v1/contents/silent").status()).isEqualTo(504);
        released.complete(null);
    }

    @Test
    void aServiceThatHangsUpIsABadGateway() throws IOException {
        backend.on("/api/v1/streams/c/hangs-up", (request, in, out) -> false);
        assertThat(get("/api/v1/streams/c/hangs-up")).satisfies((reply) -> {
            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.body()).contains("Playback broke off");
        });
    }

    @Test
    void aServiceThatStopsReadingAnUploadIsHungUpOn() throws IOException {
        CompletableFuture<Void> released = new CompletableFuture<>();
        backend.on("/api/v1/uploads/stuck", (request, in, out) -> {
            released.join();
            return false;
        });
        try (Wire wire = new Wire(this.port)) {
            wire.send("PATCH /api/v1/uploads/stuck HTTP/1.1\r\nHost: g\r\nContent-Type: a/b\r\nContent-Length: "
                    + 64 * 1024 * 1024 + "\r\n\r\n");
            Thread sending = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 64; i++) {
                        wire.send(new byte[1024 * 1024]);
                    }
                }
                catch (IOException ex) {
                    // The gateway may stop listening once it has answered.
                }
            });
            assertThat(wire.head().status()).isIn(502, 504);
            sending.interrupt();
        }
        released.complete(null);
    }

    @Test
    void anErrorThatTheServiceAnswersPassesAndIsNotRepeated() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        backend.on("/api/v1/contents/failing", (request, in, out) -> {
            calls.incrementAndGet();
            return Backend.answer("HTTP/1.1 500 Oops\r\nContent-Type: application/problem+json", "{}")
                .play(request, in, out);
        });
        assertThat(get("/api/v1/contents/failing").status()).isEqualTo(500);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aServiceThatKeepsFailingIsLeftAloneForAWhileAndTheOthersAreNot() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        backend.on("/api/v1/jobs/dead", (request, in, out) -> {
            calls.incrementAndGet();
            return false;
        });
        for (int i = 0; i < 5; i++) {
            assertThat(get("/api/v1/jobs/dead").status()).isEqualTo(502);
        }
        Wire.Reply reply = get("/api/v1/jobs/dead");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("2");
        assertThat(calls).hasValue(5);
        assertThat(get("/api/v1/contents").status()).isEqualTo(200);
    }

    private Wire.Reply get(String target) throws IOException {
        try (Wire wire = new Wire(this.port)) {
            return wire.send("GET " + target + " HTTP/1.1\r\nHost: g\r\n\r\n").reply();
        }
    }

    private static Backend start() {
        try {
            return new Backend();
        }
        catch (IOException ex) {
            throw new java.io.UncheckedIOException(ex);
        }
    }

}
