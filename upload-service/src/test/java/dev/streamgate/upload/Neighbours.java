/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands in for metadata-service and worker-service at the other end of real connections:
 * keeps what it is told, and fails when it is asked to.
 */
final class Neighbours {

    private static final JsonMapper json = JsonMapper.shared();

    private final HttpServer server;

    private final Map<String, String> owners = new ConcurrentHashMap<>();

    private final List<Call> attached = new CopyOnWriteArrayList<>();

    private final List<Call> submitted = new CopyOnWriteArrayList<>();

    private volatile int metadataStatus;

    private volatile int workerStatus;

    Neighbours() {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        this.server.createContext("/internal/v1/contents/", this::metadata);
        this.server.createContext("/api/v1/jobs", this::worker);
        this.server.createContext("/actuator/health/readiness",
                (exchange) -> answer(exchange, (this.metadataStatus != 0) ? this.metadataStatus : 200, "{}"));
        this.server.start();
    }

    String address() {
        return "http://127.0.0.1:" + this.server.getAddress().getPort();
    }

    /** There is a content of this owner. */
    void content(String id, String owner) {
        this.owners.put(id, owner);
    }

    /** Every call is answered with this status from now on; 0 for the usual ones. */
    void fail(int metadata, int worker) {
        this.metadataStatus = metadata;
        this.workerStatus = worker;
    }

    List<Call> attached(String contentId) {
        return this.attached.stream().filter((call) -> call.path().contains("/" + contentId + "/")).toList();
    }

    List<Call> submitted(String contentId) {
        return this.submitted.stream()
            .filter((call) -> contentId.equals(call.body().path("contentId").asString("")))
            .toList();
    }

    private void metadata(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String id = path.split("/", -1)[4];
        if (this.metadataStatus != 0) {
            answer(exchange, this.metadataStatus, "{}");
        }
        else if (path.endsWith("/source")) {
            this.attached.add(call(exchange));
            answer(exchange, 200, "");
        }
        else if (this.owners.containsKey(id)) {
            answer(exchange, 200,
                    "{\"contentId\":\"%s\",\"owner\":\"%s\",\"state\":\"draft\",\"visibility\":\"private\",\"playable\":false,\"ruleVersion\":1}"
                        .formatted(id, this.owners.get(id)));
        }
        else {
            answer(exchange, 404, "{}");
        }
    }

    private void worker(HttpExchange exchange) throws IOException {
        if (this.workerStatus != 0) {
            answer(exchange, this.workerStatus, "{}");
            return;
        }
        this.submitted.add(call(exchange));
        answer(exchange, 202,
                "{\"jobId\":\"j1\",\"type\":\"transcode\",\"state\":\"queued\",\"priority\":5,\"attempts\":0,\"progress\":0,\"createdAt\":\"2026-01-01T00:00:00Z\",\"updatedAt\":\"2026-01-01T00:00:00Z\"}");
    }

    private static Call call(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        return new Call(exchange.getRequestURI().getPath(), Map.copyOf(exchange.getRequestHeaders()),
                json.readTree(body));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** A call as it came in. */
    record Call(String path, Map<String, List<String>> headers, JsonNode body) {

        String header(String name) {
            return this.headers.entrySet()
                .stream()
                .filter((header) -> header.getKey().equalsIgnoreCase(name))
                .map((header) -> header.getValue().getFirst())
                .findFirst()
                .orElse("");
        }

    }

}
