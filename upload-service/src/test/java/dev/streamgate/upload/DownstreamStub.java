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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stubs metadata-service and worker-service over HTTP: records requests and returns
 * configured errors. Thread-safe.
 */
final class DownstreamStub {

    private static final JsonMapper json = JsonMapper.shared();

    private final HttpServer server;

    private final Map<String, String> owners = new ConcurrentHashMap<>();

    private final List<Request> attached = new CopyOnWriteArrayList<>();

    private final List<Request> submitted = new CopyOnWriteArrayList<>();

    private final AtomicInteger waiting = new AtomicInteger();

    private volatile CountDownLatch gate = new CountDownLatch(0);

    private volatile int metadataStatus;

    private volatile int workerStatus;

    private final Map<String, Map<String, Long>> quotas = new ConcurrentHashMap<>();

    DownstreamStub() {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        this.server.createContext("/internal/v1/contents/", this::metadata);
        this.server.createContext("/api/v1/jobs", this::worker);
        this.server.createContext("/internal/v1/user-authorities", this::auth);
        this.server.createContext("/actuator/health/readiness",
                (exchange) -> respond(exchange, (this.metadataStatus != 0) ? this.metadataStatus : 200, "{}"));
        this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        this.server.start();
    }

    String address() {
        return "http://127.0.0.1:" + this.server.getAddress().getPort();
    }

    /** Adds a content. */
    void content(String id, String owner) {
        this.owners.put(id, owner);
    }

    /** Sets the status of all responses; 0 restores the default ones. */
    void fail(int metadata, int worker) {
        this.metadataStatus = metadata;
        this.workerStatus = worker;
    }

    /** Leaves requests that attach a source without a response until {@link #resume}. */
    void hang() {
        this.gate = new CountDownLatch(1);
    }

    void resume() {
        this.gate.countDown();
    }

    /** Number of requests without a response. */
    int waiting() {
        return this.waiting.get();
    }

    List<Request> attached(String contentId) {
        return this.attached.stream().filter((request) -> request.path().contains("/" + contentId + "/")).toList();
    }

    List<Request> submitted(String contentId) {
        return this.submitted.stream()
            .filter((call) -> contentId.equals(call.body().path("contentId").asString("")))
            .toList();
    }

    /** Sets a quota of a user. */
    void quota(String user, String quota, long allowed) {
        this.quotas.put(user, Map.of(quota, allowed));
    }

    private void auth(HttpExchange exchange) throws IOException {
        String user = exchange.getRequestURI().getQuery().substring("id=".length());
        String quotas = this.quotas.getOrDefault(user, Map.of())
            .entrySet()
            .stream()
            .map((quota) -> "\"" + quota.getKey() + "\":" + quota.getValue())
            .collect(Collectors.joining(",", "{", "}"));
        respond(exchange, 200,
                "[{\"userId\":\"%s\",\"active\":true,\"roles\":[],\"quotas\":%s}]".formatted(user, quotas));
    }

    private void metadata(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String id = path.split("/", -1)[4];
        if (this.metadataStatus != 0) {
            respond(exchange, this.metadataStatus, "{}");
        }
        else if (path.endsWith("/source")) {
            this.attached.add(read(exchange));
            this.waiting.incrementAndGet();
            awaitGate();
            this.waiting.decrementAndGet();
            respond(exchange, 200, "");
        }
        else if (this.owners.containsKey(id)) {
            respond(exchange, 200,
                    "{\"contentId\":\"%s\",\"owner\":\"%s\",\"state\":\"draft\",\"visibility\":\"private\",\"playable\":false,\"ruleVersion\":1}"
                        .formatted(id, this.owners.get(id)));
        }
        else {
            respond(exchange, 404, "{}");
        }
    }

    private void awaitGate() {
        try {
            this.gate.await();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void worker(HttpExchange exchange) throws IOException {
        if (this.workerStatus != 0) {
            respond(exchange, this.workerStatus, "{}");
            return;
        }
        this.submitted.add(read(exchange));
        respond(exchange, 202,
                "{\"jobId\":\"j1\",\"type\":\"transcode\",\"state\":\"queued\",\"priority\":5,\"attempts\":0,\"progress\":0,\"createdAt\":\"2026-01-01T00:00:00Z\",\"updatedAt\":\"2026-01-01T00:00:00Z\"}");
    }

    private static Request read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        return new Request(exchange.getRequestURI().getPath(), Map.copyOf(exchange.getRequestHeaders()),
                json.readTree(body));
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** A received request. */
    record Request(String path, Map<String, List<String>> headers, JsonNode body) {

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
