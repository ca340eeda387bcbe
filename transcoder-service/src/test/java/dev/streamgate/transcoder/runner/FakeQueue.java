/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.runner;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.media.MediaTask;
import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.LeaseStatus;

/** A minimal implementation of the lease endpoints of worker-service. */
final class FakeQueue implements AutoCloseable {

    private final JsonMapper json = JsonMapper.shared();

    private final HttpServer server;

    private final BlockingQueue<Lease> queued = new LinkedBlockingQueue<>();

    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();

    private final List<Integer> published = new CopyOnWriteArrayList<>();

    private final AtomicLong tokens = new AtomicLong();

    private final Map<String, Integer> ends = new HashMap<>();

    private volatile @Nullable Integer cancelAt;

    private volatile @Nullable Integer loseAt;

    private final Queue<Integer> rejections = new ConcurrentLinkedQueue<>();

    private volatile boolean down;

    FakeQueue() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        this.server.createContext("/internal/v1/leases", this::handle);
        this.server.start();
    }

    String address() {
        return "http://127.0.0.1:" + this.server.getAddress().getPort();
    }

    /** Queues a task. */
    String add(String type, MediaTask task) {
        String id = "task-" + this.tokens.incrementAndGet();
        Map<String, Object> payload = new HashMap<>();
        this.json.convertValue(task, JsonNode.class)
            .properties()
            .forEach((field) -> payload.put(field.getKey(), field.getValue()));
        this.ends.put(id, task.toSegment());
        this.queued.add(new Lease(id, this.tokens.incrementAndGet(), type, payload, 1, false, null,
                Instant.now().plusSeconds(15), 15_000L));
        return id;
    }

    /** Answers 503 to all calls while down. */
    void down(boolean unavailable) {
        this.down = unavailable;
    }

    /** Answers the next heartbeats and results with these statuses. */
    void reject(Integer... statuses) {
        this.rejections.addAll(List.of(statuses));
    }

    boolean hasNoRejections() {
        return this.rejections.isEmpty();
    }

    /** Cancels tasks once a number of segments is published; {@code null} for never. */
    void cancelAt(@Nullable Integer segment) {
        this.cancelAt = segment;
    }

    /** Revokes leases once a number of segments is published; {@code null} for never. */
    void loseAt(@Nullable Integer segment) {
        this.loseAt = segment;
    }

    /** Reduces the end of a task. */
    void shrink(String id, int end) {
        this.ends.put(id, end);
    }

    /** Waits for the next task that its runner completes or fails. */
    Ended awaitEnd() throws InterruptedException {
        Ended next = this.ended.poll(60, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("No task ended within 60 s");
        }
        return next;
    }

    boolean hasNoEnded() {
        return this.ended.isEmpty();
    }

    /** The published segments that heartbeats reported. */
    List<Integer> published() {
        return this.published;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String[] path = exchange.getRequestURI().getPath().split("/", -1);
            Integer rejection = (path.length > 4) ? this.rejections.poll() : null;
            if (this.down) {
                exchange.sendResponseHeaders(503, -1);
            }
            else if (rejection != null) {
                exchange.sendResponseHeaders(rejection, -1);
            }
            else if (path.length == 4) {
                acquire(exchange, this.json.readTree(body));
            }
            else if (path[5].equals("heartbeat")) {
                heartbeat(exchange, path[4], this.json.readTree(body));
            }
            else {
                exchange.sendResponseHeaders(204, -1);
                this.ended.add(new Ended(path[4], path[5].equals("complete"), this.json.readTree(body)));
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void acquire(HttpExchange exchange, JsonNode request) throws IOException, InterruptedException {
        boolean urgentOnly = request.path("urgentOnly").asBoolean();
        Lease lease = urgentOnly ? null : this.queued.poll(1, TimeUnit.SECONDS);
        if (lease == null) {
            exchange.sendResponseHeaders(204, -1);
            return;
        }
        reply(exchange, lease);
    }

    private void heartbeat(HttpExchange exchange, String id, JsonNode heartbeat) throws IOException {
        int next = heartbeat.path("nextSegment").asInt(-1);
        if (next >= 0) {
            this.published.add(next);
        }
        Integer lose = this.loseAt;
        if (lose != null && next >= lose) {
            exchange.sendResponseHeaders(409, -1);
            return;
        }
        Integer cancel = this.cancelAt;
        reply(exchange, new LeaseStatus(cancel != null && next >= cancel, this.ends.get(id),
                Instant.now().plusSeconds(15), 15_000L));
    }

    private void reply(HttpExchange exchange, Object answer) throws IOException {
        byte[] body = this.json.writeValueAsBytes(answer);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        this.server.stop(0);
    }

    /** A completed or failed task. */
    record Ended(String id, boolean completed, JsonNode body) {
    }

}
