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
import java.util.function.IntSupplier;
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
 * Polls real servers: a healthy one, a degraded one, and one that does not exist.
 */
@WithTestTokens
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "streamgate.monitor.interval=1h", "streamgate.monitor.max-listeners=1",
                "spring.config.location=classpath:/polling-test.yaml" })
class HealthPollerIT {

    private static HttpServer healthy;

    private static HttpServer degraded;

    @Autowired
    private HealthPoller poller;

    @LocalServerPort
    private int port;

    private RestTestClient client;

    @BeforeAll
    static void startInstances() throws IOException {
        if (healthy == null) {
            healthy = server();
            respond(healthy, "/actuator/health", () -> 200, "{\"status\":\"UP\"}");
            respond(healthy, "/actuator/prometheus", () -> 200,
                    "process_uptime_seconds 42.0\nhttp_server_requests_seconds_count{outcome=\"SUCCESS\"} 3\n");
            degraded = server();
            respond(degraded, "/actuator/health", () -> 503,
                    "{\"status\":\"DOWN\",\"components\":{\"db\":{\"status\":\"DOWN\"},\"ping\":{\"status\":\"UP\"}}}");
            respond(degraded, "/actuator/prometheus", () -> 500, "");
        }
    }

    @DynamicPropertySource
    static void instances(DynamicPropertyRegistry registry) throws IOException {
        startInstances();
        registry.add("streamgate.monitor.instances.alpha", () -> address(healthy));
        registry.add("streamgate.monitor.instances.beta", () -> address(degraded) + "," + address(healthy));
        registry.add("streamgate.monitor.instances.gamma", () -> "http://127.0.0.1:1");
    }

    @AfterAll
    static void stopInstances() {
        healthy.stop(0);
        degraded.stop(0);
    }

    @BeforeEach
    void poll() {
        this.client = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + this.port).build();
        this.poller.pollAll();
    }

    @Test
    void theStatusOfAServiceIsThatOfItsBestInstanceAndOfTheSuiteThatOfItsWorstService() {
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
    void metricsAreThoseOfTheInstancesThatProvideThem() {
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
    void aListenerReceivesTheCurrentStateThenChanges() throws Exception {
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
            replaceDegraded();
            assertThat(nextData(lines)).contains("\"service\":\"beta\"", "\"status\":\"down\"");
            http.shutdownNow();
        }
    }

    /**
     * Stops the degraded server, polls, and starts it again.
     */
    private void replaceDegraded() throws IOException {
        InetSocketAddress address = degraded.getAddress();
        degraded.stop(0);
        this.poller.pollAll();
        degraded = HttpServer.create(address, 0);
        respond(degraded, "/actuator/health", () -> 503,
                "{\"status\":\"DOWN\",\"components\":{\"db\":{\"status\":\"DOWN\"}}}");
        degraded.start();
    }

    @Test
    void onlyOperatorsMayReadHealth() {
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

    private static void respond(HttpServer server, String path, IntSupplier status, String body) {
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
