/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.health;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.streamgate.testing.security.TestTokens;
import dev.streamgate.testing.security.WithTestTokens;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The watch against instances that are real servers: one that does well, one that lacks
 * something, one that is not there.
 */
@WithTestTokens
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "streamgate.monitor.interval=1h", "streamgate.monitor.max-listeners=1",
                "spring.config.location=classpath:/watch-test.yaml" })
class HealthPollerIT {

    private static HttpServer well;

    private static HttpServer lacking;

    @Autowired
    private HealthPoller watch;

    @LocalServerPort
    private int port;

    private RestTestClient client;

    @BeforeAll
    static void startInstances() throws IOException {
        if (well == null) {
            well = server();
            answer(well, "/actuator/health", () -> 200, "{\"status\":\"UP\"}");
            answer(well, "/actuator/prometheus", () -> 200,
                    "process_uptime_seconds 42.0\nhttp_server_requests_seconds_count{outcome=\"SUCCESS\"} 3\n");
            lacking = server();
            answer(lacking, "/actuator/health", () -> 503,
                    "{\"status\":\"DOWN\",\"components\":{\"db\":{\"status\":\"DOWN\"},\"ping\":{\"status\":\"UP\"}}}");
            answer(lacking, "/actuator/prometheus", () -> 500, "");
        }
    }

    @DynamicPropertySource
    static void instances(DynamicPropertyRegistry registry) throws IOException {
        startInstances();
        registry.add("streamgate.monitor.instances.alpha", () -> address(well));
        registry.add("streamgate.monitor.instances.beta", () -> address(lacking) + "," + address(well));
        registry.add("streamgate.monitor.instances.gamma", () -> "http://127.0.0.1:1");
    }

    @AfterAll
    static void stopInstances() {
        well.stop(0);
        lacking.stop(0);
    }

    @BeforeEach
    void ask() {
        this.client = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + this.port).build();
        this.watch.askAll();
    }

    @Test
    void aServiceDoesAsWellAsItsBestInstanceAndTheSuiteAsItsWorstService() {
        get("/api/v1/monitor/health", "operator").expectStatus()
            .isOk()
            .expectBody()
            .jsonPath("$.status")
            .isEqualTo("down")
            .jsonPath("$.instances[0].service")
            .isEqualTo("alpha")
            .jsonPath("$.instances[0].status")
            .isEqualTo("up")
            .jsonPath("$.instances[1].status")
            .isEqualTo("degraded")
            .jsonPath("$.instances[1].failing[0]")
            .isEqualTo("db")
            .jsonPath("$.instances[3].status")
            .isEqualTo("down")
            .jsonPath("$.instances[3].checkedAt")
            .isNotEmpty();
    }

    @Test
    void metricsAreThoseOfTheInstancesThatGiveThem() {
        get("/api/v1/monitor/metrics?service=alpha", "admin").expectStatus()
            .isOk()
            .expectBody()
            .jsonPath("$.instances.length()")
            .isEqualTo(1)
            .jsonPath("$.instances[0].uptimeSeconds")
            .isEqualTo(42)
            .jsonPath("$.instances[0].requests")
            .isEqualTo(3);
        get("/api/v1/monitor/metrics?service=gamma", "admin").expectBody()
            .jsonPath("$.instances.length()")
            .isEqualTo(0);
    }

    @Test
    void aListenerHearsThePresentStateThenChanges() throws Exception {
        HttpRequest request = HttpRequest
            .newBuilder(URI.create("http://127.0.0.1:" + this.port + "/api/v1/monitor/events"))
            .header("Authorization", "Bearer " + TestTokens.user("op", "operator"))
            .build();
        try (HttpClient http = HttpClient.newHttpClient();
                var body = http.send(request, BodyHandlers.ofInputStream()).body();
                BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            Stream.of("alpha", "beta", "beta", "gamma")
                .forEach((service) -> assertThat(nextData(lines)).contains("\"service\":\"" + service + "\""));
            get("/api/v1/monitor/events", "operator").expectStatus().isEqualTo(503);
            stopAndWatch();
            assertThat(nextData(lines)).contains("\"service\":\"beta\"", "\"status\":\"down\"");
            http.shutdownNow();
        }
    }

    /**
     * Puts a server that does not answer at all in the place of the lacking one, and
     * back.
     */
    private void stopAndWatch() throws IOException {
        InetSocketAddress address = lacking.getAddress();
        lacking.stop(0);
        this.watch.askAll();
        lacking = HttpServer.create(address, 0);
        answer(lacking, "/actuator/health", () -> 503,
                "{\"status\":\"DOWN\",\"components\":{\"db\":{\"status\":\"DOWN\"}}}");
        lacking.start();
    }

    @Test
    void onlyOperatorsLook() {
        get("/api/v1/monitor/health", "creator").expectStatus().isForbidden();
        this.client.get().uri("/api/v1/monitor/health").exchange().expectStatus().isUnauthorized();
    }

    private RestTestClient.ResponseSpec get(String path, String role) {
        return this.client.get()
            .uri(path)
            .headers((headers) -> headers.setBearerAuth(TestTokens.user("op", role)))
            .exchange();
    }

    private static String nextData(BufferedReader lines) {
        try {
            String line = lines.readLine();
            while (!line.startsWith("data:")) {
                line = lines.readLine();
            }
            return line;
        }
        catch (IOException ex) {
            throw new AssertionError(ex);
        }
    }

    private static HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        return server;
    }

    private static void answer(HttpServer server, String path, java.util.function.IntSupplier status, String body) {
        server.createContext(path, (exchange) -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status.getAsInt(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private static String address(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

}
