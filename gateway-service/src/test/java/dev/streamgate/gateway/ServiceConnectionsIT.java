/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Connections to services that end, and requests that a service would refuse to read. */
@Timeout(60)
@WithStubServices
class ServiceConnectionsIT {

    /** What the services accept, in streamgate-defaults.yaml and by Tomcat's default. */
    private static final int SERVICE_HEADER_BYTES = 16 * 1024;

    private static final int SERVICE_HEADER_COUNT = 100;

    private final int port;

    private final RawHttpServer transcoder = StubServices.named("transcoder");

    ServiceConnectionsIT(@LocalServerPort int port) {
        this.port = port;
    }

    @BeforeEach
    void clearRequests() {
        this.transcoder.requests.clear();
    }

    /** Other tests call the same path of the same stub. */
    @AfterEach
    void respondAsUsual() {
        this.transcoder.on("/api/v1/transcodes/profiles", RawHttpServer.respond("HTTP/1.1 200 OK", "hello"));
    }

    @Test
    void aHeaderBeyondTheGatewaysLimitIsRefusedHereAndHarmsNoOtherRequest() throws IOException {
        for (int i = 0; i < 16; i++) {
            RawHttpClient.Response refused = get("metrics", "X: " + "x".repeat(12 * 1024) + "\r\n");
            assertThat(refused.status()).isEqualTo(431);
            assertThat(refused.header("Connection")).isEqualTo("close");
            assertThat(refused.body()).contains("urn:streamgate:problem:headers-too-large");
            assertThat(get("metrics", "").status()).isEqualTo(200);
        }
        assertThat(this.transcoder.requests).hasSize(16);
    }

    @Test
    void whatTheGatewayAcceptsTheServicesAccept() throws Exception {
        String host = "h".repeat(3000);
        String headers = "Accept:x\r\n".repeat(70) + "Y: " + "y".repeat(4200) + "\r\n";
        RawHttpClient.Response response = send(
                "GET /api/v1/transcodes/metrics HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "\r\n");
        assertThat(response.status()).isEqualTo(200);
        RawHttpServer.Request forwarded = this.transcoder.requests.take();
        assertThat(forwarded.headers().values().stream().mapToInt(List::size).sum()).isBetween(70,
                SERVICE_HEADER_COUNT);
        int bytes = forwarded.headers()
            .entrySet()
            .stream()
            .flatMapToInt((header) -> header.getValue()
                .stream()
                .mapToInt((value) -> header.getKey().length() + value.length() + 4))
            .sum();
        assertThat(bytes).isBetween(7200, SERVICE_HEADER_BYTES - 1024);
    }

    @Test
    void moreHeadersThanTheServicesAcceptAreRefusedHere() throws IOException {
        RawHttpClient.Response refused = get("metrics", "A: x\r\n".repeat(92));
        assertThat(refused.status()).isEqualTo(431);
        assertThat(this.transcoder.requests).isEmpty();
    }

    @Test
    void aConnectionIsNotReusedAfterARefusal() throws IOException {
        this.transcoder.on("/api/v1/transcodes/profiles", (request, in, out) -> {
            RawHttpServer.respond("HTTP/1.1 431 Too Large", "no").handle(request, in, out);
            // The next request on this connection is received and not answered.
            RawHttpServer.Request.read(in);
            return false;
        });
        for (int i = 0; i < 16; i++) {
            assertThat(get("profiles", "").status()).isEqualTo(431);
            assertThat(post("metrics").status()).isEqualTo(200);
        }
    }

    @Test
    void anIdempotentRequestOnAConnectionThatTheServiceClosedIsSentOnceMore() throws IOException {
        AtomicInteger calls = closeEverySecond();
        for (int i = 0; i < 16; i++) {
            assertThat(get("profiles", "").status()).isEqualTo(200);
        }
        assertThat(calls.get()).isGreaterThan(16);
    }

    @Test
    void anotherRequestOnSuchAConnectionFailsAndLeavesTheCircuitClosed() throws IOException {
        AtomicInteger calls = closeEverySecond();
        int failed = 0;
        for (int i = 0; i < 20; i++) {
            int status = post("profiles").status();
            assertThat(status).isIn(200, 502);
            failed += (status == 502) ? 1 : 0;
        }
        assertThat(failed).isGreaterThan(5);
        assertThat(calls).hasValue(20);
    }

    /** Each connection serves one request and ends when the second has been received. */
    private AtomicInteger closeEverySecond() {
        AtomicInteger calls = new AtomicInteger();
        this.transcoder.on("/api/v1/transcodes/profiles", (request, in, out) -> {
            calls.incrementAndGet();
            RawHttpServer.respond("HTTP/1.1 200 OK", "ok").handle(request, in, out);
            if (RawHttpServer.Request.read(in) != null) {
                calls.incrementAndGet();
            }
            return false;
        });
        return calls;
    }

    private RawHttpClient.Response get(String name, String headers) throws IOException {
        return send("GET /api/v1/transcodes/" + name + " HTTP/1.1\r\nHost: g\r\n" + headers + "\r\n");
    }

    private RawHttpClient.Response post(String name) throws IOException {
        return send("POST /api/v1/transcodes/" + name + " HTTP/1.1\r\nHost: g\r\n\r\n");
    }

    private RawHttpClient.Response send(String request) throws IOException {
        try (RawHttpClient http = new RawHttpClient(this.port)) {
            return http.send(request).response();
        }
    }

}
