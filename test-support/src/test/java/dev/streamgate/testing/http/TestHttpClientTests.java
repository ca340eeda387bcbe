/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TestHttpClientTests {

    private HttpServer server;

    private TestHttpClient client;

    @BeforeEach
    void start() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.server.createContext("/echo", (exchange) -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] reply = JsonMapper.shared()
                .writeValueAsBytes(Map.of("method", exchange.getRequestMethod(), "body", body, "query",
                        String.valueOf(exchange.getRequestURI().getRawQuery()), "type",
                        exchange.getRequestHeaders().getOrDefault("Content-Type", List.of()), "token",
                        exchange.getRequestHeaders().getOrDefault("Authorization", List.of())));
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        this.server.createContext("/problem", (exchange) -> {
            byte[] reply = "{\"type\":\"urn:streamgate:problem:not-found\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
            exchange.sendResponseHeaders(404, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        this.server.createContext("/empty", (exchange) -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        this.server.start();
        this.client = new TestHttpClient(this.server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        this.server.stop(0);
    }

    @Test
    void anObjectOrATextIsSentAsJsonAndBytesAsTheyAre() {
        JsonNode object = this.client.post("/echo?a=%20b", Map.of("title", "t")).expect(200).json();
        assertThat(object.path("method").asString()).isEqualTo("POST");
        assertThat(object.path("query").asString()).isEqualTo("a=%20b");
        assertThat(object.path("body").asString()).isEqualTo("{\"title\":\"t\"}");
        assertThat(object.path("type").path(0).asString()).isEqualTo("application/json");
        JsonNode text = this.client.put("/echo", "{", "Content-Type", "text/plain").json();
        assertThat(text.path("body").asString()).isEqualTo("{");
        assertThat(text.path("type").path(0).asString()).isEqualTo("text/plain");
        assertThat(this.client.patch("/echo", new byte[] { 'x' }).json().path("type")).isEmpty();
        assertThat(this.client.send("POST", "/echo", BodyPublishers.ofString("y")).field("body")).isEqualTo("y");
        assertThat(this.client.delete("/echo").field("method")).isEqualTo("DELETE");
    }

    @Test
    void aTokenIsSentWithEachRequestUntilItIsRemoved() {
        TestHttpClient signedIn = this.client.withToken("t");
        assertThat(signedIn.get("/echo").json().path("token").path(0).asString()).isEqualTo("Bearer t");
        assertThat(signedIn.withToken(null).get("/echo").json().path("token")).isEmpty();
        assertThat(this.client.get("/echo").json().path("token")).isEmpty();
    }

    @Test
    void onlyAProblemHasASlug() {
        Reply reply = this.client.get("/problem");
        assertThat(reply.problem()).isEqualTo("not-found");
        assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
        assertThat(this.client.get("/empty").problem()).isEmpty();
        assertThat(this.client.get("/empty").header("X-None")).isNull();
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> reply.expect(200, 201))
            .withMessageContainingAll("[200, 201]", "404", "not-found");
    }

    @Test
    void aServerWithoutAReplyIsAnError() {
        this.server.stop(0);
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> this.client.get("/echo"))
            .withMessage("GET /echo");
    }

    @Test
    void aBaseMayEndWithASlash() {
        URI base = URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/");
        assertThat(new TestHttpClient(base).get("/echo").status()).isEqualTo(200);
    }

}
