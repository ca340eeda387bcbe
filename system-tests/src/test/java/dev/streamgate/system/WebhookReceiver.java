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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The webhook that monitor-service notifies of alerts, in this JVM. Thread-safe. */
final class WebhookReceiver {

    private final List<JsonNode> received = new CopyOnWriteArrayList<>();

    private final HttpServer server;

    WebhookReceiver() {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        this.server.createContext("/", (exchange) -> {
            this.received.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        this.server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/");
    }

    /** The received notifications that fulfil a condition. */
    List<JsonNode> received(Predicate<JsonNode> condition) {
        return this.received.stream().filter(condition).toList();
    }

    /** Waits until a notification fulfils a condition. */
    void await(Predicate<JsonNode> condition, Duration timeout) {
        Awaitility.await()
            .atMost(timeout)
            .until(() -> List.copyOf(this.received), (notifications) -> notifications.stream().anyMatch(condition));
    }

}
