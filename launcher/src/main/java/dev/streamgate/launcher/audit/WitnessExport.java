/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.monitor.WitnessedHead;
import dev.streamgate.launcher.terminal.LaunchFailure;

/**
 * The export of the heads that monitor-service has witnessed: one JSON object for each
 * line.
 */
public final class WitnessExport {

    private static final String PATH = "/api/v1/monitor/audit/heads/export";

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final int OK = 200;

    private static final JsonMapper json = JsonMapper.shared();

    private WitnessExport() {
    }

    /**
     * Fetches the heads from monitor-service.
     * @param monitor the service's address
     * @param token the launcher's token for the export
     * @throws LaunchFailure if monitor-service does not reply with the export
     */
    public static List<WitnessedHead> fetch(String monitor, String token) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(monitor + PATH))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token)
            .build();
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<Stream<String>> response = client.send(request, BodyHandlers.ofLines());
            try (Stream<String> lines = response.body()) {
                if (response.statusCode() != OK) {
                    throw new LaunchFailure("monitor-service replied with status " + response.statusCode() + " to GET "
                            + PATH + ". Restart the suite: ./streamgate down, then ./streamgate up");
                }
                return parse(lines);
            }
        }
        catch (IOException | UncheckedIOException | JacksonException ex) {
            throw new LaunchFailure("Could not fetch the witnessed heads from monitor-service at " + monitor
                    + ". Start the suite (./streamgate up), or name a file with an earlier reply to GET " + PATH
                    + ": ./streamgate audit verify --heads FILE", ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("Interrupted");
        }
    }

    /**
     * Reads the heads from a file.
     * @throws LaunchFailure if the file is not an export
     */
    public static List<WitnessedHead> read(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return parse(lines);
        }
        catch (IOException | UncheckedIOException | JacksonException ex) {
            throw new LaunchFailure("Could not read witnessed heads from " + file, ex);
        }
    }

    private static List<WitnessedHead> parse(Stream<String> lines) {
        return lines.filter((line) -> !line.isBlank())
            .map((line) -> json.readValue(line, WitnessedHead.class))
            .toList();
    }

}
