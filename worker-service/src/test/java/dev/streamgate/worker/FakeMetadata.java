/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.metadata.MediaUpdate;

/** Stands in for metadata-service: a real HTTP server that remembers what it was told. */
public final class FakeMetadata {

    private static final JsonMapper json = JsonMapper.builder().build();

    private final HttpServer server;

    private final Map<String, String> owners = new ConcurrentHashMap<>();

    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();

    private final AtomicInteger refusals = new AtomicInteger();

    private volatile int status = 204;

    public FakeMetadata() {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        this.server.createContext("/internal/v1/contents/", this::handle);
        this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        this.server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + this.server.getAddress().getPort();
    }

    public void owns(String user, String contentId) {
        this.owners.put(contentId, user);
    }

    /** What updates are answered with from now on. */
    public void answer(int newStatus) {
        this.status = newStatus;
    }

    public int refusals() {
        return this.refusals.get();
    }

    public void reset() {
        this.told.clear();
        this.owners.clear();
        this.refusals.set(0);
        this.status = 204;
    }

    /** The next update of any content, waiting for it. */
    public Told next() throws InterruptedException {
        Told next = this.told.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("Metadata was told nothing");
        }
        return next;
    }

    /** What was told and not asked for yet. */
    public Stream<Told> untilNow() {
        List<Told> all = new java.util.ArrayList<>();
        this.told.drainTo(all);
        return all.stream();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        String contentId = path[4];
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path[5].equals("playback")) {
            playback(exchange, contentId);
        }
        else if (this.status != 204) {
            this.refusals.incrementAndGet();
            exchange.sendResponseHeaders(this.status, -1);
        }
        else {
            this.told.add(new Told(contentId, json.readValue(body, MediaUpdate.class)));
            exchange.sendResponseHeaders(204, -1);
        }
        exchange.close();
    }

    private void playback(HttpExchange exchange, String contentId) throws IOException {
        String owner = this.owners.get(contentId);
        byte[] view = """
                {"contentId":"%s","owner":"%s","state":"processing","visibility":"private","playable":false,
                "ruleVersion":1}""".formatted(contentId, owner).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        if (owner == null) {
            exchange.sendResponseHeaders(404, -1);
        }
        else {
            exchange.sendResponseHeaders(200, view.length);
            exchange.getResponseBody().write(view);
        }
    }

    /** One update that arrived. */
    public record Told(String contentId, MediaUpdate update) {
    }

}
