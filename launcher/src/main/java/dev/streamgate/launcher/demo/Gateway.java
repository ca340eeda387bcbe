/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.launcher.terminal.LaunchFailure;

/** The suite's API as any client sees it. */
final class Gateway implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final int ERRORS = 400;

    private static final int NOT_FOUND = 404;

    private final HttpClient client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();

    private final JsonMapper json = JsonMapper.builder().build();

    private final URI base;

    Gateway(String base) {
        this.base = URI.create(base);
    }

    /** Starts a request to a path, or to an address that the suite gave. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(resolve(path)).timeout(TIMEOUT);
    }

    /** Where a path is, for a browser or player. */
    URI resolve(String path) {
        return this.base.resolve(path);
    }

    /**
     * Sends a request.
     * @throws LaunchFailure when the suite cannot be reached
     */
    HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return this.client.send(request, BodyHandlers.ofByteArray());
        }
        catch (IOException ex) {
            throw new LaunchFailure(
                    "The suite does not answer at " + request.uri() + ". Start it with: ./streamgate up", ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted");
        }
    }

    /** Reads something; empty when there is no such thing. */
    Optional<JsonNode> get(String path, String token) {
        HttpResponse<byte[]> response = send(request(path).header("Authorization", "Bearer " + token).build());
        return (response.statusCode() == NOT_FOUND) ? Optional.empty() : Optional.of(tree(expectSuccess(response)));
    }

    /** Posts JSON and takes whatever comes back. */
    HttpResponse<byte[]> post(String path, Map<String, String> body) {
        return send(json(path, body).build());
    }

    /** Posts JSON as somebody. */
    JsonNode post(String path, Map<String, String> body, String token) {
        return tree(expectSuccess(send(json(path, body).header("Authorization", "Bearer " + token).build())));
    }

    /**
     * Reads a reply as JSON.
     * @throws LaunchFailure when it is none
     */
    JsonNode tree(HttpResponse<byte[]> response) {
        try {
            return this.json.readTree(response.body());
        }
        catch (JacksonException ex) {
            throw new LaunchFailure(response.uri() + " did not answer with JSON", ex);
        }
    }

    /**
     * Passes a reply of success on.
     * @throws LaunchFailure with what the suite said otherwise
     */
    static HttpResponse<byte[]> expectSuccess(HttpResponse<byte[]> response) {
        if (response.statusCode() >= ERRORS) {
            throw new LaunchFailure(
                    "%s %s was answered with %d: %s".formatted(response.request().method(), response.uri().getPath(),
                            response.statusCode(), new String(response.body(), StandardCharsets.UTF_8)));
        }
        return response;
    }

    @Override
    public void close() {
        this.client.shutdownNow();
    }

    private HttpRequest.Builder json(String path, Map<String, String> body) {
        return request(path).header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofByteArray(this.json.writeValueAsBytes(body)));
    }

}
