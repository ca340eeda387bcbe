/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.springframework.test.context.DynamicPropertyRegistry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP server that stubs metadata-service and worker-service. */
final class StubMetadataAndWorker {

    static final String OWNER = "owner";

    private static final String UNAVAILABLE = "unavailable";

    private final Map<String, String> contents = new ConcurrentHashMap<>();

    private final Map<String, String> captions = new ConcurrentHashMap<>();

    private final Map<String, byte[]> posters = new ConcurrentHashMap<>();

    private final Map<String, String> replaced = new ConcurrentHashMap<>();

    private final AtomicInteger onDemandRequests = new AtomicInteger();

    private final HttpServer server;

    private volatile OnDemandHandler onDemandHandler = (request) -> "pending";

    StubMetadataAndWorker() {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        this.server.createContext("/internal/v1/contents/", this::playback);
        this.server.createContext("/internal/v1/on-demand-segments", this::demand);
        this.server.createContext("/internal/v1/replaced-packages/", this::replaced);
        this.server.start();
    }

    void register(DynamicPropertyRegistry registry) {
        String address = "http://127.0.0.1:" + this.server.getAddress().getPort();
        registry.add("spring.http.serviceclient.metadata.base-url", () -> address);
        registry.add("spring.http.serviceclient.worker.base-url", () -> address);
    }

    /** Adds a content; its package is {@code film}. */
    void content(String id, String state, String visibility, String rule) {
        this.contents.put(id, """
                {"contentId":"%s","owner":"%s","state":"%s","visibility":"%s","playable":true,"packageKey":"film",
                "rule":%s,"ruleVersion":1}""".formatted(id, OWNER, state, visibility, rule));
    }

    /** Sets the response of metadata-service for a content. */
    void contentAs(String id, String body) {
        this.contents.put(id, body);
    }

    String contentOf(String id) {
        return this.contents.get(id);
    }

    /** Lets the worker know a package that was replaced. */
    void replaced(String contentId, String packageKey) {
        this.replaced.put("/internal/v1/replaced-packages/" + contentId + "/" + packageKey, packageKey);
    }

    /** Makes the worker respond with 503 about a version of a content. */
    void replacedUnavailable(String contentId, String version) {
        this.replaced.put("/internal/v1/replaced-packages/" + contentId + "/" + version, UNAVAILABLE);
    }

    /** Sets how the worker responds to on-demand requests. */
    void onDemand(OnDemandHandler handler) {
        this.onDemandHandler = handler;
    }

    /** The number of on-demand requests that the worker has received. */
    int onDemandRequests() {
        return this.onDemandRequests.get();
    }

    /** Sets the path and the text of captions that metadata-service stores. */
    void captions(String contentId, String language, String vtt) {
        this.captions.put("/internal/v1/contents/" + contentId + "/captions/" + language, vtt);
    }

    /** Sets the poster that metadata-service stores. */
    void poster(String contentId, byte[] jpeg) {
        this.posters.put("/internal/v1/contents/" + contentId + "/poster", jpeg);
    }

    private void playback(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/poster")) {
            byte[] jpeg = this.posters.get(path);
            reply(exchange, (jpeg == null) ? 404 : 200, "image/jpeg", (jpeg == null) ? new byte[0] : jpeg);
            return;
        }
        if (path.contains("/captions/")) {
            String vtt = this.captions.get(path);
            reply(exchange, (vtt == null) ? 404 : 200, (vtt == null) ? "{}" : vtt);
            return;
        }
        String content = this.contents.get(path.split("/")[4]);
        reply(exchange, (content == null) ? 404 : 200, (content == null) ? "{}" : content);
    }

    private void replaced(HttpExchange exchange) throws IOException {
        String packageKey = this.replaced.get(exchange.getRequestURI().getPath());
        if (UNAVAILABLE.equals(packageKey)) {
            reply(exchange, 503, "{}");
            return;
        }
        reply(exchange, (packageKey == null) ? 404 : 200, "{\"packageKey\":\"" + packageKey + "\"}");
    }

    private void demand(HttpExchange exchange) throws IOException {
        this.onDemandRequests.incrementAndGet();
        JsonNode request = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
        try {
            reply(exchange, 200, "{\"state\":\"" + this.onDemandHandler.handle(request) + "\"}");
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        reply(exchange, status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static void reply(HttpExchange exchange, int status, String type, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Handles an on-demand request and returns the state of the result. */
    @FunctionalInterface
    interface OnDemandHandler {

        String handle(JsonNode request) throws IOException, InterruptedException;

    }

}
