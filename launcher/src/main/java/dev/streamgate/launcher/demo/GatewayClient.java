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

/** A client of the suite's public API. */
final class GatewayClient implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final int FIRST_ERROR_STATUS = 400;

    private static final int NOT_FOUND = 404;

    private final HttpClient client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();

    private final JsonMapper json = JsonMapper.builder().build();

    private final URI base;

    GatewayClient(String base) {
        this.base = URI.create(base);
    }

    /**
     * Builds a request.
     * @param path a path or an address that the suite returned
     */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(resolve(path)).timeout(TIMEOUT);
    }

    /** The absolute address of a path. */
    URI resolve(String path) {
        return this.base.resolve(path);
    }

    /**
     * Sends a request.
     * @throws LaunchFailure if no reply arrives
     */
    HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return this.client.send(request, BodyHandlers.ofByteArray());
        }
        catch (IOException ex) {
            throw new LaunchFailure("No reply from " + request.uri() + ". Start the suite: ./streamgate up", ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted");
        }
    }

    /** Gets JSON; empty for status 404. */
    Optional<JsonNode> get(String path, String token) {
        HttpResponse<byte[]> response = send(request(path).header("Authorization", "Bearer " + token).build());
        return (response.statusCode() == NOT_FOUND) ? Optional.empty() : Optional.of(tree(expectSuccess(response)));
    }

    /** Posts JSON without a token; returns replies of all statuses. */
    HttpResponse<byte[]> post(String path, Map<String, String> body) {
        return send(json(path, body).build());
    }

    /** Posts JSON with a token and requires success. */
    JsonNode post(String path, Map<String, String> body, String token) {
        return tree(expectSuccess(send(json(path, body).header("Authorization", "Bearer " + token).build())));
    }

    /**
     * Parses the body of a reply.
     * @throws LaunchFailure if it is not JSON
     */
    JsonNode tree(HttpResponse<byte[]> response) {
        try {
            return this.json.readTree(response.body());
        }
        catch (JacksonException ex) {
            throw new LaunchFailure("The reply of " + response.uri() + " is not JSON", ex);
        }
    }

    /**
     * Requires success.
     * @return the reply
     * @throws LaunchFailure with the body of an error reply
     */
    static HttpResponse<byte[]> expectSuccess(HttpResponse<byte[]> response) {
        if (response.statusCode() >= FIRST_ERROR_STATUS) {
            throw new LaunchFailure(
                    "%s %s failed with status %d: %s".formatted(response.request().method(), response.uri().getPath(),
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
