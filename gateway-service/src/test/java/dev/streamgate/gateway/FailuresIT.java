/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
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
        properties = { "streamgate.gateway.routes.timeout=300ms", "streamgate.gateway.routes.stream-timeout=300ms",
                "streamgate.gateway.routes.upload-timeout=300ms",
                "streamgate.gateway.proxy.circuit-breaker.minimum-calls=5",
                "streamgate.gateway.proxy.circuit-breaker.open-duration=60s" })
class FailuresIT {

    private static final RawHttpServer backend = start();

    private final int port;

    FailuresIT(@LocalServerPort int port) {
        this.port = port;
    }

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry properties) throws IOException {
        for (String name : new String[] { "metadata", "streaming", "worker", "upload" }) {
            properties.add("spring.http.serviceclient." + name + ".base-url", backend::url);
        }
        try (ServerSocket unused = new ServerSocket(0)) {
            String unreachable = "http://127.0.0.1:" + unused.getLocalPort();
            for (String name : new String[] { "auth", "transcoder", "cache", "monitor" }) {
                properties.add("spring.http.serviceclient." + name + ".base-url", () -> unreachable);
            }
        }
    }

    @Test
    void anUnreachableServiceIsNamedByItsFeatureNotItsAddress() throws IOException {
        RawHttpClient.Response response = get("/api/v1/auth/profile");
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.header("Retry-After")).isEqualTo("2");
        assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(response.body()).contains("Signing in is not available", "urn:streamgate:problem:unavailable")
            .doesNotContain("127.0.0.1", "Exception");
    }

    @Test
    void aServiceThatDoesNotRespondTimesOut() throws IOException {
        CompletableFuture<Void> released = new CompletableFuture<>();
        backend.on("/api/v1/contents/silent", (request, in, out) -> {
            released.join();
            return false;
        });
        assertThat(get("/api/v1/contents/silent").status()).isEqualTo(504);
        released.complete(null);
    }

    @Test
    void aServiceThatClosesTheConnectionIsABadGateway() throws IOException {
        backend.on("/api/v1/streams/c/closed", (request, in, out) -> false);
        assertThat(get("/api/v1/streams/c/closed")).satisfies((response) -> {
            assertThat(response.status()).isEqualTo(502);
            assertThat(response.body()).contains("Playback closed the connection");
        });
    }

    @Test
    void anUploadToAServiceThatStopsReadingIsAborted() throws IOException {
        CompletableFuture<Void> released = new CompletableFuture<>();
        backend.on("/api/v1/uploads/stuck", (request, in, out) -> {
            released.join();
            return false;
        });
        try (RawHttpClient http = new RawHttpClient(this.port)) {
            http.send("PATCH /api/v1/uploads/stuck HTTP/1.1\r\nHost: g\r\nContent-Type: a/b\r\nContent-Length: "
                    + 64 * 1024 * 1024 + "\r\n\r\n");
            Thread sending = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 64; i++) {
                        http.send(new byte[1024 * 1024]);
                    }
                }
                catch (IOException ex) {
                    // The gateway may close the connection after its response.
                }
            });
            assertThat(http.head().status()).isIn(502, 504);
            sending.interrupt();
        }
        released.complete(null);
    }

    @Test
    void anErrorResponseIsForwardedAndNotRetried() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        backend.on("/api/v1/contents/failing", (request, in, out) -> {
            calls.incrementAndGet();
            return RawHttpServer.respond("HTTP/1.1 500 Oops\r\nContent-Type: application/problem+json", "{}")
                .handle(request, in, out);
        });
        assertThat(get("/api/v1/contents/failing").status()).isEqualTo(500);
        assertThat(calls).hasValue(1);
    }

    @Test
    void theCircuitOfAFailingServiceOpensAndOthersStayClosed() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        backend.on("/api/v1/jobs/dead", (request, in, out) -> {
            calls.incrementAndGet();
            return false;
        });
        for (int i = 0; i < 5; i++) {
            assertThat(get("/api/v1/jobs/dead").status()).isEqualTo(502);
        }
        RawHttpClient.Response response = get("/api/v1/jobs/dead");
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.header("Retry-After")).isEqualTo("2");
        assertThat(calls).hasValue(5);
        assertThat(get("/api/v1/contents").status()).isEqualTo(200);
    }

    private RawHttpClient.Response get(String target) throws IOException {
        try (RawHttpClient http = new RawHttpClient(this.port)) {
            return http.send("GET " + target + " HTTP/1.1\r\nHost: g\r\n\r\n").response();
        }
    }

    private static RawHttpServer start() {
        try {
            return new RawHttpServer();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
