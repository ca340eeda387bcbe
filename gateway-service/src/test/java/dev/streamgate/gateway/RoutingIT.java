/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.streamgate.testing.handlers.HandlerRules;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
@WithStubServices
class RoutingIT implements HandlerRules {

    private final int port;

    RoutingIT(@LocalServerPort int port) {
        this.port = port;
    }

    @BeforeEach
    void clearRequests() {
        for (String name : new String[] { "auth", "upload", "metadata", "worker", "transcoder", "streaming", "cache",
                "monitor" }) {
            StubServices.named(name).requests.clear();
        }
    }

    @ParameterizedTest
    @CsvSource({ "/api/v1/auth/profile,auth", "/.well-known/jwks.json,auth", "/api/v1/uploads,upload",
            "/api/v1/uploads/tus/a1?x=%2F&y=a+b&y=,upload", "/api/v1/contents?q=a%20b&tag=%C3%A4,metadata",
            "/api/v1/streams/c1/720p/17.m4s?t=abc.def,streaming", "/api/v1/jobs/schedules/1,worker",
            "/api/v1/transcodes,worker", "/api/v1/transcodes/1/cancel,worker", "/api/v1/transcodes/profiles,transcoder",
            "/api/v1/transcodes/metrics,transcoder", "/api/v1/cache/n/a%20b,cache", "/api/v1/monitor/health,monitor" })
    void aPathIsForwardedUnchanged(String target, String service) throws IOException {
        assertThat(get(target).body()).isEqualTo("hello");
        assertThat(StubServices.named(service).requests).singleElement()
            .extracting(RawHttpServer.Request::target)
            .isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/internal/v1/contents/1", "/api/v1/contents/../../../internal/v1/contents/1",
            "/api/v1/contents/%2e%2e/%2e%2e/%2e%2e/internal/v1/x", "/api/v1/contents/..%2f..%2f..%2finternal/v1/x",
            "/api/v1/contents/%252e%252e/%252e%252e/internal", "/api/v1/contents/..;/..;/..;/internal/v1/x",
            "/api/v1/contents/..;a=b/internal", "/api/v1/contents/x;y=/../../internal", "//internal/v1/x",
            "/api/v1/contents//../internal", "/api/v1/contents\\..\\..\\internal", "/api/v1/contents/%5c..%5cinternal",
            "/%69nternal/v1/x", "/api/v1/contents/./x", "/api/v1/contents/%00", "/api/v1/contents/%0d%0aX:y",
            "/api/v1/contents/%c0%ae%c0%ae/internal", "/actuator/env", "/actuator/metrics", "/actuator/",
            "/%61ctuator/env", "/actuator;x/health", "/actuator/health/../env", "/api/v1/contents/../../actuator/env",
            "/api/v1/internal", "/API/V1/CONTENTS", "/api/v1/contentsx", "http://127.0.0.1/internal/v1/x" })
    void pathsWithoutARouteAreRejected(String target) throws IOException {
        RawHttpClient.Response response = get(target);
        assertThat(response.status()).isIn(400, 404);
        for (String name : new String[] { "auth", "metadata", "worker", "upload" }) {
            assertThat(StubServices.named(name).requests).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({ "GET,/nothing", "POST,/health", "DELETE,/docs", "PATCH,/openapi.json", "GET,/api/v1/nothing",
            "PUT,/api" })
    void unknownPathsAreProblems(String method, String path) throws IOException {
        RawHttpClient.Response response = send(
                method + " " + path + " HTTP/1.1\r\nHost: g\r\nContent-Length: 0\r\n\r\n");
        assertThat(response.status()).isEqualTo(404);
        assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(response.header("RateLimit-Policy")).isEqualTo("\"api\";q=1000;w=10");
    }

    @Test
    void responsesToHeadKeepTheirLengthAndTheConnection() throws IOException {
        StubServices.named("streaming").on("/api/v1/streams/c/head.m4s", (request, in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1234567\r\nAccept-Ranges: bytes\r\n\r\n".getBytes());
            return true;
        });
        try (RawHttpClient http = new RawHttpClient(this.port)) {
            for (int i = 0; i < 2; i++) {
                RawHttpClient.Response response = http
                    .send("HEAD /api/v1/streams/c/head.m4s HTTP/1.1\r\nHost: g\r\n\r\n")
                    .head();
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.header("Content-Length")).isEqualTo("1234567");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = { "206 Partial Content;Content-Range: bytes 0-4/100;Content-Range",
            "416 Range Not Satisfiable;Content-Range: bytes */100;Content-Range", "200 OK;ETag: \"a\";ETag" })
    void rangesAndValidatorsAreForwarded(String status, String header, String name) throws IOException {
        RawHttpServer streaming = StubServices.named("streaming")
            .on("/api/v1/streams/c/range.m4s", RawHttpServer.respond("HTTP/1.1 " + status + "\r\n" + header, "12345"));
        RawHttpClient.Response response = send(
                "GET /api/v1/streams/c/range.m4s HTTP/1.1\r\nHost: g\r\nRange: bytes=0-4\r\n"
                        + "If-None-Match: \"x\"\r\nIf-Range: \"a\"\r\n\r\n");
        assertThat(response.status()).isEqualTo(Integer.parseInt(status.split(" ")[0]));
        assertThat(name + ": " + response.header(name)).isEqualTo(header);
        assertThat(response.body()).isEqualTo("12345");
        assertThat(streaming.requests).singleElement().satisfies((request) -> {
            assertThat(request.header("Range")).isEqualTo("bytes=0-4");
            assertThat(request.header("If-None-Match")).isEqualTo("\"x\"");
            assertThat(request.header("If-Range")).isEqualTo("\"a\"");
        });
    }

    @Test
    void notModifiedHasNoBodyAndKeepsTheConnection() throws IOException {
        StubServices.named("streaming").on("/api/v1/streams/c/same.m4s", (request, in, out) -> {
            out.write("HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n".getBytes());
            return true;
        });
        try (RawHttpClient http = new RawHttpClient(this.port)) {
            for (int i = 0; i < 2; i++) {
                assertThat(http.send("GET /api/v1/streams/c/same.m4s HTTP/1.1\r\nHost: g\r\n\r\n").head().status())
                    .isEqualTo(304);
            }
        }
    }

    @Test
    void optionsOfTusAreForwarded() throws IOException {
        StubServices.named("upload").on("/api/v1/uploads/tus", (request, in, out) -> {
            out.write("HTTP/1.1 204 No Content\r\nTus-Resumable: 1.0.0\r\nTus-Extension: creation\r\n\r\n".getBytes());
            return true;
        });
        RawHttpClient.Response response = send(
                "OPTIONS /api/v1/uploads/tus HTTP/1.1\r\nHost: g\r\nOrigin: https://a.example\r\n\r\n");
        assertThat(response.status()).isEqualTo(204);
        assertThat(response.header("Tus-Extension")).isEqualTo("creation");
        assertThat(response.header("Allow")).isNull();
    }

    @Override
    public RouteReply request(String method, String path) {
        try {
            RawHttpClient.Response response = send(
                    method + " " + path + " HTTP/1.1\r\nHost: g\r\nConnection: close\r\n\r\n");
            return new RouteReply(response.status(), response.header("RateLimit-Policy"));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public List<String> files() {
        return List.of("/assets/console/watch.js", "/assets/swagger-ui/swagger-ui.css", "/assets/hls/hls.min.js");
    }

    @Override
    public Map<String, String> writesWithoutAuditEvent() {
        return Map.of("services", "The service records the event.", "unknown", "No operation.");
    }

    private RawHttpClient.Response get(String target) throws IOException {
        return send("GET " + target + " HTTP/1.1\r\nHost: g\r\nConnection: close\r\n\r\n");
    }

    private RawHttpClient.Response send(String request) throws IOException {
        try (RawHttpClient http = new RawHttpClient(this.port)) {
            return http.send(request).response();
        }
    }

}
