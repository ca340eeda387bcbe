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

/** Small servers in the place of metadata-service and worker-service. */
final class OtherServices {

    static final String OWNER = "owner";

    private final Map<String, String> contents = new ConcurrentHashMap<>();

    private final AtomicInteger demands = new AtomicInteger();

    private final HttpServer server;

    private volatile DemandAnswer answer = (demand) -> "pending";

    OtherServices() {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        this.server.createContext("/internal/v1/contents/", this::playback);
        this.server.createContext("/internal/v1/demands", this::demand);
        this.server.start();
    }

    void register(DynamicPropertyRegistry registry) {
        String address = "http://127.0.0.1:" + this.server.getAddress().getPort();
        registry.add("spring.http.serviceclient.metadata.base-url", () -> address);
        registry.add("spring.http.serviceclient.worker.base-url", () -> address);
    }

    /** A content as metadata-service tells it; its package is {@code film}. */
    void content(String id, String state, String visibility, String rule) {
        this.contents.put(id, """
                {"contentId":"%s","owner":"%s","state":"%s","visibility":"%s","playable":true,"packageKey":"film",
                "rule":%s,"ruleVersion":1}""".formatted(id, OWNER, state, visibility, rule));
    }

    /** Whatever metadata-service is to answer. */
    void contentAs(String id, String body) {
        this.contents.put(id, body);
    }

    String contentOf(String id) {
        return this.contents.get(id);
    }

    /** How the worker answers from now on. */
    void demandsAre(DemandAnswer newAnswer) {
        this.answer = newAnswer;
    }

    /** How many demands the worker has got. */
    int demands() {
        return this.demands.get();
    }

    private void playback(HttpExchange exchange) throws IOException {
        String content = this.contents.get(exchange.getRequestURI().getPath().split("/")[4]);
        reply(exchange, (content == null) ? 404 : 200, (content == null) ? "{}" : content);
    }

    private void demand(HttpExchange exchange) throws IOException {
        this.demands.incrementAndGet();
        JsonNode demand = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
        try {
            reply(exchange, 200, "{\"state\":\"" + this.answer.answer(demand) + "\"}");
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** What the worker answers to a demand, after whatever it does meanwhile. */
    @FunctionalInterface
    interface DemandAnswer {

        String answer(JsonNode demand) throws IOException, InterruptedException;

    }

}
