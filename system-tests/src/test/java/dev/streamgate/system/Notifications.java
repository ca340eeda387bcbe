/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody whom monitor-service notifies of alerts: a webhook of this JVM. Safe for
 * threads.
 */
final class Notifications {

    private static final JsonMapper json = JsonMapper.builder().build();

    private final List<JsonNode> received = new CopyOnWriteArrayList<>();

    private final HttpServer server;

    Notifications() {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        this.server.createContext("/", (exchange) -> {
            this.received.add(json.readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        this.server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/");
    }

    /** What came so far that is as wished. */
    List<JsonNode> received(Predicate<JsonNode> wish) {
        return this.received.stream().filter(wish).toList();
    }

    /** Waits until one came that is as wished. */
    JsonNode await(Predicate<JsonNode> wish, Duration patience) throws InterruptedException {
        Instant end = Instant.now().plus(patience);
        while (Instant.now().isBefore(end)) {
            List<JsonNode> found = received(wish);
            if (!found.isEmpty()) {
                return found.getFirst();
            }
            Thread.sleep(50);
        }
        throw new AssertionError("No such notification within " + patience + " among " + this.received);
    }

}
