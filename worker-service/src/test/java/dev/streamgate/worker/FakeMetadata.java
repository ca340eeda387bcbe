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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.metadata.ContentEvent;
import dev.streamgate.contracts.metadata.ContentEventIds;
import dev.streamgate.contracts.metadata.MediaUpdate;

/**
 * Stands in for metadata-service: an HTTP server that records updates and delivers
 * events. Events are delivered with each claim until they are acknowledged.
 */
public final class FakeMetadata {

    private static final JsonMapper json = JsonMapper.builder().build();

    private final HttpServer server;

    private final Map<String, ContentEvent> events = new ConcurrentHashMap<>();

    private final Set<String> existing = ConcurrentHashMap.newKeySet();

    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();

    private final AtomicInteger rejections = new AtomicInteger();

    private final AtomicInteger lostAcknowledgements = new AtomicInteger();

    private volatile int status = 204;

    private volatile CountDownLatch gate = new CountDownLatch(0);

    public FakeMetadata() {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        this.server.createContext("/internal/v1/contents/", (exchange) -> handle(exchange, this::update));
        this.server.createContext("/internal/v1/content-events/claim", (exchange) -> handle(exchange, this::claim));
        this.server.createContext("/internal/v1/content-events/acknowledge",
                (exchange) -> handle(exchange, this::acknowledge));
        this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        this.server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + this.server.getAddress().getPort();
    }

    /** Deletes a content without an event. */
    public void forget(String contentId) {
        this.existing.remove(contentId);
    }

    /** Adds the creation of a content to the feed. */
    public void created(String contentId, String owner) {
        this.existing.add(contentId);
        this.events.put(contentId,
                new ContentEvent(UUID.randomUUID().toString(), contentId, ContentEvent.Type.CREATED, owner));
    }

    /** Adds the deletion of a content to the feed. */
    public void deleted(String contentId) {
        this.existing.remove(contentId);
        this.events.put(contentId,
                new ContentEvent(UUID.randomUUID().toString(), contentId, ContentEvent.Type.DELETED, null));
    }

    /** Whether all events have been acknowledged. */
    public boolean allAcknowledged() {
        return this.events.isEmpty();
    }

    /** Fails acknowledgements, so that their events are delivered again. */
    public void loseAcknowledgements(int count) {
        this.lostAcknowledgements.set(count);
    }

    public int remainingLostAcknowledgements() {
        return this.lostAcknowledgements.get();
    }

    /** Sets the status of replies to updates. */
    public void respondToUpdates(int newStatus) {
        this.status = newStatus;
    }

    /** Leaves all requests without a reply until {@link #resume}. */
    public void hang() {
        this.gate = new CountDownLatch(1);
    }

    public void resume() {
        this.gate.countDown();
    }

    /** Number of rejected updates. */
    public int rejections() {
        return this.rejections.get();
    }

    public void reset() {
        resume();
        this.deliveries.clear();
        this.existing.clear();
        this.events.clear();
        this.rejections.set(0);
        this.lostAcknowledgements.set(0);
        this.status = 204;
    }

    /** Waits for the next update of any content. */
    public Delivery next() throws InterruptedException {
        Delivery next = this.deliveries.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("No update was delivered");
        }
        return next;
    }

    /** Removes and returns the updates that have been delivered. */
    public List<Delivery> drain() {
        List<Delivery> all = new ArrayList<>();
        this.deliveries.drainTo(all);
        return all;
    }

    private void handle(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            this.gate.await();
            Reply reply = handler.handle(exchange.getRequestURI().getPath(), body);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(reply.status(), (reply.body().length > 0) ? reply.body().length : -1);
            exchange.getResponseBody().write(reply.body());
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply update(String path, byte[] body) {
        if (path.endsWith("/playback")) {
            return existing(path.split("/")[4]);
        }
        if (this.status != 204) {
            this.rejections.incrementAndGet();
        }
        else {
            this.deliveries.add(new Delivery(path.split("/")[4], json.readValue(body, MediaUpdate.class)));
        }
        return Reply.of(this.status);
    }

    private Reply existing(String contentId) {
        if (!this.existing.contains(contentId)) {
            return Reply.of(404);
        }
        return new Reply(200, json
            .writeValueAsString(Map.of("contentId", contentId, "owner", "u1", "state", "ready", "visibility", "private",
                    "playable", true, "ruleVersion", 1))
            .getBytes(StandardCharsets.UTF_8));
    }

    private Reply claim(String path, byte[] body) {
        return new Reply(200, json.writeValueAsString(this.events.values()).getBytes(StandardCharsets.UTF_8));
    }

    private Reply acknowledge(String path, byte[] body) {
        if (this.lostAcknowledgements.getAndUpdate((count) -> Math.max(0, count - 1)) > 0) {
            return Reply.of(503);
        }
        List<String> ids = json.readValue(body, ContentEventIds.class).eventIds();
        this.events.values().removeIf((event) -> ids.contains(event.eventId()));
        return Reply.of(204);
    }

    @FunctionalInterface
    private interface Handler {

        Reply handle(String path, byte[] body);

    }

    private record Reply(int status, byte[] body) {

        static Reply of(int status) {
            return new Reply(status, new byte[0]);
        }

    }

    /** A delivered update. */
    public record Delivery(String contentId, MediaUpdate update) {
    }

}
