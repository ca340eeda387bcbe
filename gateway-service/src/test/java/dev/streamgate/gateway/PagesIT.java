/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@WithStubServices
class PagesIT {

    private final RestTestClient client;

    private final int port;

    PagesIT(@LocalServerPort int port) {
        this.port = port;
        this.client = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "/docs", "/watch" })
    void pagesLoadResourcesOfThisServerOnly(String path) {
        get(path).expectHeader().valueEquals("Content-Type", "text/html;charset=UTF-8");
        String page = get(path).expectHeader()
            .value("Content-Security-Policy",
                    (policy) -> assertThat(policy).contains("script-src 'self'", "connect-src 'self'")
                        .doesNotContain("unsafe", "*"))
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();
        assertThat(page).contains("StreamGate").doesNotContain("style=", "onclick", "http://", "https://", "<style");
        var resources = Pattern.compile("(?:src|link rel=\"stylesheet\" href)=\"([^\"]+)\"").matcher(page);
        while (resources.find()) {
            get(resources.group(1)).expectHeader()
                .value("Content-Type",
                        (type) -> assertThat(type).containsAnyOf("javascript", "css").endsWith("charset=UTF-8"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "/assets/console/../application.yaml", "/assets/console/%2e%2e/application.yaml",
            "/assets/hls/..%2f..%2fpackage.json", "/assets/console/nothing.js", "/application.yaml",
            "/assets/console/" })
    void assetsDoNotExposeOtherFiles(String path) throws IOException {
        try (RawHttpClient http = new RawHttpClient(this.port)) {
            assertThat(http.send("GET " + path + " HTTP/1.1\r\nHost: g\r\n\r\n").head().status()).isIn(400, 404);
        }
    }

    @Test
    void healthReportsAllServicesWithoutAddresses() {
        for (String name : List.of("auth", "upload", "metadata", "worker", "transcoder", "streaming", "cache")) {
            StubServices.named(name).on("/actuator/health/readiness", RawHttpServer.respond("HTTP/1.1 200 OK", "{}"));
        }
        StubServices.named("monitor")
            .on("/actuator/health/readiness", RawHttpServer.respond("HTTP/1.1 503 Service Unavailable", "{}"));
        assertThat(await("/health", "\"upload\":\"up\""))
            .contains("\"status\":\"degraded\"", "\"upload\":\"up\"", "\"monitor\":\"down\"")
            .doesNotContain("127.0.0.1");
        get("/ready").expectBody().jsonPath("$.status").isEqualTo("up");
    }

    @Test
    void theOpenApiDocumentsAreMergedAndMissingOnesListed() {
        String document = """
                {"openapi":"3.1.0","paths":{"/api/v1/%1$s":{"get":{"operationId":"list","responses":{"200":{
                "description":"ok","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Page"}}}}}}},
                "/internal/v1/%1$s":{"get":{}}},
                "components":{"schemas":{"Page":{"type":"object","title":"%1$s"},"Same":{"type":"string"}}}}""";
        for (String name : List.of("auth", "metadata", "worker", "transcoder", "streaming", "cache", "monitor")) {
            StubServices.named(name)
                .on("/v3/api-docs", RawHttpServer.respond("HTTP/1.1 200 OK\r\nContent-Type: application/json",
                        document.formatted(name)));
        }
        StubServices.named("upload").on("/v3/api-docs", RawHttpServer.respond("HTTP/1.1 500 Oops", ""));
        await("/openapi.json", "\"x-unavailable\":[\"upload\"]");
        get("/openapi.json").expectBody()
            .jsonPath("$.openapi")
            .isEqualTo("3.1.0")
            .jsonPath("$.x-unavailable")
            .isEqualTo(List.of("upload"))
            .jsonPath("$.paths['/api/v1/auth'].get.tags")
            .isEqualTo(List.of("auth"))
            .jsonPath("$.paths['/internal/v1/auth']")
            .doesNotExist()
            .jsonPath("$.components.schemas['Page'].title")
            .isEqualTo("auth")
            .jsonPath("$.components.schemas['metadata.Page'].title")
            .isEqualTo("metadata")
            .jsonPath("$.components.schemas['metadata.Same']")
            .doesNotExist()
            .jsonPath("$.components.schemas['Same']")
            .doesNotExist()
            .jsonPath("$.paths['/api/v1/metadata'].get.responses['200'].content['application/json'].schema.$ref")
            .isEqualTo("#/components/schemas/metadata.Page")
            .jsonPath("$.paths['/api/v1/metadata'].get.operationId")
            .isEqualTo("metadata.list");

        StubServices.named("upload")
            .on("/v3/api-docs", RawHttpServer.respond("HTTP/1.1 200 OK\r\nContent-Type: application/json",
                    document.formatted("upload")));
        assertThat(await("/openapi.json", "/api/v1/upload")).doesNotContain("x-unavailable");
        StubServices.named("upload").on("/v3/api-docs", RawHttpServer.respond("HTTP/1.1 500 Oops", ""));
        assertThat(await("/openapi.json", "/api/v1/upload")).as("a complete document stays cached")
            .doesNotContain("x-unavailable");
    }

    @Test
    void responsesReportTheRateLimit() {
        get("/api/v1/contents").expectHeader()
            .value("RateLimit-Policy", (policy) -> assertThat(policy).contains("gateway"))
            .expectHeader()
            .exists("RateLimit");
    }

    /** Repeats the request: an earlier response may still be cached. */
    private String await(String path, String text) {
        return Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> String.valueOf(get(path).expectBody(String.class).returnResult().getResponseBody()),
                    (body) -> body.contains(text));
    }

    private RestTestClient.ResponseSpec get(String path) {
        return this.client.get().uri(path).exchange().expectStatus().isOk();
    }

}
