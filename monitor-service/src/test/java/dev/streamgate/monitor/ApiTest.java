/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.streamgate.testing.postgres.WithPostgres;
import dev.streamgate.testing.security.TestTokens;
import dev.streamgate.testing.security.WithTestTokens;

/**
 * Tests of the HTTP API with a real database. All subclasses share one application and
 * one peer, which is an instance with an audit journal and a log, and a webhook. The
 * instance {@code gamma} is unreachable.
 */
@WithPostgres
@WithTestTokens
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "streamgate.monitor.interval=1h", "spring.config.location=classpath:/polling-test.yaml",
                "streamgate.alert.evaluate=true", "streamgate.alert.evaluation-interval=1h",
                "streamgate.alert.forward.url=", "streamgate.monitor.alerts.group-wait=0s",
                "streamgate.monitor.alerts.group-interval=0s", "streamgate.monitor.alerts.events-per-minute=5",
                "streamgate.security.static-tokens.alertmanager.path=POST /internal/v1/alertmanager",
                "streamgate.security.static-tokens.alertmanager.token=" + ApiTest.ALERTMANAGER_TOKEN })
public abstract class ApiTest {

    protected static final String ALERTMANAGER_TOKEN = "0123456789abcdef0123456789abcdef";

    /** Notifications that the webhook has received. */
    protected static final BlockingQueue<String> notified = new LinkedBlockingQueue<>();

    /** Number of queries of the peer's audit journal and log. */
    protected static final AtomicInteger queries = new AtomicInteger();

    private static final HttpServer peer = peer();

    @LocalServerPort
    private int port;

    protected RestTestClient client;

    @DynamicPropertySource
    static void peers(DynamicPropertyRegistry registry) {
        String address = "http://127.0.0.1:" + peer.getAddress().getPort();
        registry.add("streamgate.alert.webhook.url", () -> address + "/webhook");
        registry.add("streamgate.monitor.instances.alpha", () -> address);
        registry.add("streamgate.monitor.instances.gamma", () -> "http://127.0.0.1:1");
    }

    @BeforeEach
    void connect() {
        this.client = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + this.port).build();
    }

    protected RestTestClient.ResponseSpec get(String path) {
        return send(HttpMethod.GET, path, operator(), null);
    }

    protected RestTestClient.ResponseSpec send(HttpMethod method, String path, String token, Object body) {
        var request = this.client.method(method)
            .uri(URI.create("http://127.0.0.1:" + this.port + path))
            .headers((headers) -> headers.setBearerAuth(token));
        return (body == null) ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

    protected static String operator() {
        return TestTokens.user("op", "operator");
    }

    private static HttpServer peer() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/webhook", (exchange) -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                if (!body.contains("INFO")) {
                    notified.add(body);
                }
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            respond(server, "/actuator/auditjournal", """
                    {"items":[{"id":"a-1","timestamp":"2026-11-21T12:00:00Z","type":"upload.complete","actor":"a",
                    "action":"complete","resource":"%s","result":"success","details":{}}]}""");
            respond(server, "/actuator/logtail", """
                    {"items":[{"id":"a-2","timestamp":"2026-11-21T12:00:01Z","level":"WARN","logger":"l","thread":"t",
                    "message":"%s"},{"id":"a-1","timestamp":"2026-11-21T12:00:00Z","level":"WARN","logger":"l",
                    "thread":"t","message":"older"}]}""");
            server.start();
            return server;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Responds with JSON that contains the query string. */
    private static void respond(HttpServer server, String path, String json) {
        server.createContext(path, (exchange) -> {
            queries.incrementAndGet();
            byte[] body = json.formatted(exchange.getRequestURI().getQuery()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

}
