/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.streamgate.testing.security.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
@WithStubServices
class HeadersIT {

    private final int port;

    private final RawHttpServer metadata = StubServices.named("metadata");

    HeadersIT(@LocalServerPort int port) {
        this.port = port;
    }

    @BeforeEach
    void clearRequests() {
        this.metadata.requests.clear();
    }

    @Test
    void forwardingHeadersAreSetByTheGatewayOnly() throws Exception {
        send("GET /api/v1/contents HTTP/1.1\r\nHost: video.example:8080\r\nX-Forwarded-For: 6.6.6.6\r\n"
                + "X-Forwarded-Host: evil\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Port: 1\r\nForwarded: for=6.6.6.6\r\n"
                + "X-Real-IP: 6.6.6.6\r\nX-On-Behalf-Of: admin\r\n\r\n");
        RawHttpServer.Request forwarded = this.metadata.requests.take();
        assertThat(forwarded.header("X-Forwarded-For")).isEqualTo("127.0.0.1");
        assertThat(forwarded.header("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(forwarded.header("X-Forwarded-Host")).isEqualTo("video.example:8080");
        assertThat(forwarded.header("Host")).startsWith("127.0.0.1:");
        assertThat(forwarded.headers()).doesNotContainKeys("x-forwarded-port", "forwarded", "x-real-ip",
                "x-on-behalf-of");
    }

    @Test
    void hopByHopHeadersAreNotForwarded() throws Exception {
        send("GET /api/v1/contents HTTP/1.1\r\nHost: g\r\nConnection: X-Secret, keep-alive\r\nX-Secret: 1\r\nTE: trailers\r\n"
                + "Upgrade: h2c\r\nKeep-Alive: 5\r\nProxy-Authorization: Basic eA==\r\nX-Kept: yes\r\n\r\n");
        RawHttpServer.Request forwarded = this.metadata.requests.take();
        assertThat(forwarded.header("X-Kept")).isEqualTo("yes");
        assertThat(forwarded.headers()).doesNotContainKeys("x-secret", "te", "upgrade", "keep-alive",
                "proxy-authorization");

        this.metadata.on("/api/v1/contents/hop",
                RawHttpServer.respond("HTTP/1.1 200 OK\r\nConnection: X-Secret\r\n"
                        + "X-Secret: 1\r\nKeep-Alive: timeout=5\r\nServer: nginx\r\nTrailer: X-T\r\nX-Kept: yes",
                        "{}"));
        RawHttpClient.Response response = get("/api/v1/contents/hop");
        assertThat(response.header("X-Kept")).isEqualTo("yes");
        assertThat(response.headers()).doesNotContainKeys("x-secret", "keep-alive", "server", "trailer");
    }

    @Test
    void rateLimitsOfGatewayAndServiceAreOneList() throws Exception {
        this.metadata.on("/api/v1/contents/limited",
                RawHttpServer.respond("HTTP/1.1 200 OK\r\nRateLimit-Policy: \"metadata\";q=500;w=10\r\n"
                        + "RateLimit: \"metadata\";r=499;t=1", "{}"));
        RawHttpClient.Response response = get("/api/v1/contents/limited");
        assertThat(response.header("RateLimit-Policy")).isEqualTo("\"gateway\";q=1000;w=10, \"metadata\";q=500;w=10");
        assertThat(response.header("RateLimit")).matches("\"gateway\";r=\\d+;t=1, \"metadata\";r=499;t=1");
    }

    @Test
    void aClientChoosesNoRequestIdAndTheTraceIsPropagated() throws Exception {
        RawHttpClient.Response response = send(
                "GET /api/v1/contents HTTP/1.1\r\nHost: g\r\nX-Request-Id: from-the-client-1\r\n"
                        + "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n\r\n");
        RawHttpServer.Request forwarded = this.metadata.requests.take();
        assertThat(response.header("X-Request-Id")).matches("[0-9a-f]{16}");
        assertThat(response.header("X-Trace-Id")).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(forwarded.header("X-Request-Id")).isEqualTo(response.header("X-Request-Id"));
        assertThat(forwarded.header("traceparent")).startsWith("00-0af7651916cd43dd8448eb211c80319c-")
            .doesNotContain("b7ad6b7169203331");
    }

    @Test
    void securityHeadersOfServicesAreReplaced() throws Exception {
        this.metadata.on("/api/v1/contents/twice",
                RawHttpServer.respond("HTTP/1.1 200 OK\r\nX-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\n"
                        + "Referrer-Policy: origin\r\nContent-Security-Policy: default-src *\r\nX-Request-Id: other\r\n"
                        + "Access-Control-Allow-Origin: *\r\nCross-Origin-Resource-Policy: cross-origin\r\n"
                        + "Date: Thu, 01 Jan 1970 00:00:00 GMT", "{}"));
        RawHttpClient.Response response = get("/api/v1/contents/twice");
        for (String name : List.of("X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy",
                "Content-Security-Policy", "X-Request-Id", "Cross-Origin-Resource-Policy", "Permissions-Policy",
                "Cross-Origin-Opener-Policy", "Date")) {
            assertThat(response.headers().get(name)).as(name).hasSize(1);
        }
        assertThat(response.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(response.header("Content-Security-Policy")).isEqualTo("default-src 'none'; frame-ancestors 'none'");
        assertThat(response.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(response.headers()).doesNotContainKeys("access-control-allow-origin", "server");
        assertThat(get("/api/v1/streams/c/x.m4s").header("Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
    }

    @Test
    void whatSaysNothingAboutCachingIsNotStored() throws Exception {
        assertThat(get("/api/v1/contents").header("Cache-Control")).isEqualTo("no-store");
        assertThat(get("/nothing").header("Cache-Control")).isEqualTo("no-store");
        this.metadata.on("/api/v1/contents/cached",
                RawHttpServer.respond("HTTP/1.1 200 OK\r\nCache-Control: private, no-cache", "{}"));
        assertThat(get("/api/v1/contents/cached").header("Cache-Control")).isEqualTo("private, no-cache");
    }

    @Test
    void aClientThatClaimsTlsGetsNoStrictTransportSecurity() throws Exception {
        assertThat(send("GET /health HTTP/1.1\r\nHost: g\r\nX-Forwarded-Proto: https\r\n\r\n").headers())
            .doesNotContainKey("strict-transport-security");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/nothing", "/internal/v1/x", "/api/v1/contents/..;/x", "/actuator/env" })
    void rejectionsHaveTheSameHeaders(String target) throws Exception {
        RawHttpClient.Response response = get(target);
        assertThat(response.header("X-Request-Id")).isNotBlank();
        assertThat(response.header("X-Trace-Id")).isNotBlank();
        assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(response.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void aLocationOfTheServiceBecomesRelative() throws Exception {
        this.metadata.on("/api/v1/contents/made", RawHttpServer
            .respond("HTTP/1.1 201 Created\r\nLocation: " + this.metadata.url() + "/api/v1/contents/1", "{}"));
        assertThat(get("/api/v1/contents/made").header("Location")).isEqualTo("/api/v1/contents/1");
    }

    @Test
    void otherOriginsMayLoadMediaOnly() throws Exception {
        String origin = "Origin: https://elsewhere.example\r\n";
        RawHttpClient.Response media = send("GET /api/v1/streams/c/x.m4s HTTP/1.1\r\nHost: g\r\n" + origin + "\r\n");
        assertThat(media.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(media.header("Access-Control-Expose-Headers")).contains("Content-Range");
        RawHttpClient.Response other = send("GET /api/v1/contents HTTP/1.1\r\nHost: g\r\n" + origin + "\r\n");
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.headers()).doesNotContainKey("access-control-allow-origin");

        String preflight = "Access-Control-Request-Method: %s\r\nAccess-Control-Request-Headers: range, authorization\r\n\r\n";
        this.metadata.requests.clear();
        assertThat(
                send("OPTIONS /api/v1/streams/c/x.m4s HTTP/1.1\r\nHost: g\r\n" + origin + preflight.formatted("GET")))
            .satisfies((allowed) -> {
                assertThat(allowed.status()).isEqualTo(200);
                assertThat(allowed.header("Access-Control-Allow-Headers")).contains("range");
            });
        assertThat(send("OPTIONS /api/v1/contents HTTP/1.1\r\nHost: g\r\n" + origin + preflight.formatted("POST"))
            .headers()).doesNotContainKey("access-control-allow-origin");
        assertThat(this.metadata.requests).isEmpty();
    }

    @Test
    void anInvalidTokenIsRejectedAndAValidOneForwarded() throws Exception {
        String head = "GET /api/v1/contents HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer ";
        assertThat(send(head + "nonsense\r\n\r\n").status()).isEqualTo(401);
        assertThat(this.metadata.requests).isEmpty();
        String token = TestTokens.user("u1", "creator");
        assertThat(send(head + token + "\r\n\r\n").status()).isEqualTo(200);
        assertThat(this.metadata.requests.take().header("Authorization")).isEqualTo("Bearer " + token);
    }

    @Test
    void aFloodOfInvalidTokensIsLimitedAndKnownUsersOfItsAddressAreServed() throws Exception {
        String head = "GET /api/v1/contents HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer ";
        String known = head + TestTokens.user("u2", "viewer") + "\r\n\r\n";
        int rejected = 0;
        try (RawHttpClient http = new RawHttpClient(this.port, "127.0.6.1")) {
            assertThat(http.send(known).response().status()).isEqualTo(200);
            for (int i = 0; i < 1000 && rejected < 20; i++) {
                int status = http.send(head + "made-up-" + i + "\r\n\r\n").response().status();
                assertThat(status).isIn(401, 429);
                rejected += (status == 429) ? 1 : 0;
            }
            assertThat(rejected).isEqualTo(20);
            assertThat(http.send(known).response().status()).isEqualTo(200);
        }
        assertThat(send(head + "made-up\r\n\r\n").status()).isEqualTo(401);
    }

    @Test
    void theTokenOfAServiceIsNotForwarded() throws Exception {
        for (String service : List.of("upload", "worker", "monitor")) {
            for (String request : List.of("GET /api/v1/contents", "POST /api/v1/jobs", "GET /api/v1/uploads")) {
                assertThat(send(request + " HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer " + TestTokens.service(service)
                        + "\r\nContent-Length: 0\r\n\r\n")
                    .status()).as(service + " " + request).isEqualTo(403);
            }
        }
        assertThat(this.metadata.requests).isEmpty();
    }

    @Test
    void tooLargeHeadersAreRejected() throws Exception {
        assertThat(send("GET /api/v1/contents HTTP/1.1\r\nHost: g\r\nX: " + "x".repeat(20_000) + "\r\n\r\n").status())
            .isIn(400, 431);
        assertThat(this.metadata.requests).isEmpty();
    }

    private RawHttpClient.Response get(String target) throws IOException {
        return send("GET " + target + " HTTP/1.1\r\nHost: g\r\n\r\n");
    }

    private RawHttpClient.Response send(String request) throws IOException {
        try (RawHttpClient http = new RawHttpClient(this.port)) {
            return http.send(request).response();
        }
    }

}
