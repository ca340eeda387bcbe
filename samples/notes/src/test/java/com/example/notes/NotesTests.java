/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.notes;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The features of hardening-lib in an application that only configures them, over HTTP.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class NotesTests {

    @TempDir
    static Path directory;

    @LocalServerPort
    private int port;

    private final HttpClient client = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void journal(DynamicPropertyRegistry properties) {
        properties.add("streamgate.audit.directory", () -> directory.resolve("audit").toString());
        properties.add("streamgate.alert.evaluation-interval", () -> "1s");
    }

    @Test
    void aResponseHasRateLimitHeadersAndIds() throws Exception {
        HttpResponse<String> response = post("203.0.113.1", "{\"text\":\"milk\",\"attachment\":\"list.txt\"}");
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("RateLimit-Policy")).contains("\"notes\";q=20;w=10");
        assertThat(response.headers().firstValue("RateLimit")).contains("\"notes\";r=19;t=1");
        assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void aFloodIsRejectedWithAProblem() throws Exception {
        HttpResponse<String> last = get("203.0.113.2", "/notes/0");
        assertThat(last.statusCode()).isEqualTo(404);
        for (int i = 0; i < 200 && last.statusCode() != 429; i++) {
            last = get("203.0.113.2", "/notes/0");
        }
        problem(last, 429, "rate-limited");
        assertThat(last.headers().firstValue("Retry-After")).contains("1");
        assertThat(get("203.0.113.3", "/notes/0").statusCode()).isEqualTo(404);
    }

    @Test
    void errorsAreProblems() throws Exception {
        problem(post("203.0.113.4", "{\"text\":\"a\\u202eb\",\"attachment\":\"../x\"}"), 400, "invalid-fields");
        problem(post("203.0.113.4", "{"), 400, "bad-request");
        problem(get("203.0.113.4", "/notes/7777"), 404, "not-found");
        problem(get("203.0.113.4", "/elsewhere"), 401, "unauthenticated");
        problem(get("203.0.113.4", "/actuator/ratelimits"), 401, "unauthenticated");
    }

    @Test
    void aWriteIsRecordedBeforeItsResponse() throws Exception {
        post("203.0.113.5", "{\"text\":\"bread\"}");
        assertThat(journal()).contains("\"type\":\"note.create\"", "\"result\":\"success\"", "203.0.113.5");
    }

    @Test
    void metricsAndHealthAreExposed() throws Exception {
        String id = post("203.0.113.6", "{\"text\":\"salt\"}").body().replaceAll("\\D", "");
        for (int i = 0; i < 3; i++) {
            assertThat(get("203.0.113.6", "/notes/" + id).body()).contains("salt");
        }
        assertThat(get("203.0.113.6", "/actuator/health").body()).contains("\"UP\"");
        assertThat(get("203.0.113.6", "/actuator/prometheus").body()).contains(
                "streamgate_operations_seconds_bucket{duration=\"short\",handler=\"Note\",operation=\"create\",outcome=\"success\"",
                "streamgate_ratelimit_checks_total{outcome=\"allowed\",plan=\"notes\"",
                "streamgate_requests_seconds_count{outcome=\"success\"", "streamgate_audit_events_total",
                "cache_gets_total{cache=\"notes\"");
    }

    @Test
    void aFiringAlertIsDeliveredToTheHandler() {
        AtomicInteger client = new AtomicInteger();
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            String from = "198.51.100." + client.incrementAndGet();
            for (int i = 0; i < 5; i++) {
                assertThat(get(from, "/notes/7777").statusCode()).isEqualTo(404);
            }
            assertThat(notes("192.0.2." + client)).contains("NotesMissed: Many requests for unknown notes");
        });
    }

    private String notes(String reader) throws Exception {
        StringBuilder all = new StringBuilder();
        HttpResponse<String> note = get(reader, "/notes/1");
        for (int id = 2; note.statusCode() == 200; id++) {
            all.append(note.body());
            note = get(reader, "/notes/" + id);
        }
        return all.toString();
    }

    private HttpResponse<String> get(String from, String path) throws IOException, InterruptedException {
        return send(from, HttpRequest.newBuilder(uri(path)));
    }

    private HttpResponse<String> post(String from, String body) throws IOException, InterruptedException {
        return send(from,
                HttpRequest.newBuilder(uri("/notes"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Loopback is a trusted proxy, so each test has its own client address. */
    private HttpResponse<String> send(String from, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return this.client.send(request.header("X-Forwarded-For", from).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + this.port + path);
    }

    private static void problem(HttpResponse<String> response, int status, String slug) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(response.body()).contains("urn:streamgate:problem:" + slug);
    }

    private static String journal() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter((path) -> path.toString().endsWith(".log")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

}
