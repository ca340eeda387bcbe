/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests the readiness and the information of services. Thread-safe. */
final class ServiceProbe implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private static final int OK = 200;

    private static final int SERVER_ERROR = 500;

    /** Where an ffmpeg was found, by its name in the information of a service. */
    private static final Map<String, String> ORIGINS = Map.of("configured", "STREAMGATE_FFMPEG_PATH", "path",
            "from the PATH", "delivered", "delivered by Maven");

    /** From what an ffmpeg is separated, by the same. */
    private static final Map<String, String> SANDBOXES = Map.of("files", "", "network",
            ", sees all files (install bubblewrap)", "none", ", sees all files and the network (install bubblewrap)");

    private static final JsonMapper json = JsonMapper.shared();

    private final HttpClient client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(TIMEOUT)
        .build();

    /** Whether the service at an address reports that it is ready. */
    boolean isReady(String url) {
        return get(url + "/actuator/health/readiness").isPresent();
    }

    /**
     * Whether the service at an address replies to a request for its liveness and does
     * not report that it is broken. Dependencies do not matter.
     */
    boolean isLive(String url) {
        HttpResponse<String> response = send(url + "/actuator/health/liveness");
        return response != null && response.statusCode() < SERVER_ERROR;
    }

    /**
     * The ffmpeg that the service at an address uses: its release, where it was found,
     * what it could reach beside its input, and what it lacks; empty if the service uses
     * none or does not reply.
     */
    Optional<String> ffmpeg(String url) {
        try {
            JsonNode ffmpeg = json.readTree(get(url + "/actuator/info").orElse("{}")).path("ffmpeg");
            if (ffmpeg.isMissingNode()) {
                return Optional.empty();
            }
            List<String> missing = ffmpeg.path("missing").valueStream().map(JsonNode::asString).toList();
            return Optional.of("ffmpeg %s (%s)%s%s".formatted(ffmpeg.path("release").asString(),
                    ORIGINS.getOrDefault(ffmpeg.path("origin").asString(), "origin unknown"),
                    SANDBOXES.getOrDefault(ffmpeg.path("sandbox").asString(""), ""),
                    missing.isEmpty() ? "" : ", lacks " + String.join(", ", missing)));
        }
        catch (JacksonException ex) {
            return Optional.empty();
        }
    }

    private Optional<String> get(String url) {
        return Optional.ofNullable(send(url)).filter((response) -> response.statusCode() == OK).map(HttpResponse::body);
    }

    private @Nullable HttpResponse<String> send(String url) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build();
        try {
            return this.client.send(request, HttpResponse.BodyHandlers.ofString());
        }
        catch (IOException ex) {
            return null;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public void close() {
        this.client.shutdownNow();
    }

}
