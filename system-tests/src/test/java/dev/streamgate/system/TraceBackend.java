/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Zipkin server, as a process of its own on a free loopback port, behind an address
 * that takes OTLP. What comes before the server has started waits for it, within bounds.
 * Ends with this JVM.
 */
final class TraceBackend {

    private static final Path jar = Path.of("target", "zipkin", "zipkin-server.jar").toAbsolutePath();

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int MOST_WAITING = 50_000;

    private static final int BATCH = 500;

    private static final JsonMapper json = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final LinkedBlockingQueue<Map<String, Object>> waiting = new LinkedBlockingQueue<>(MOST_WAITING);

    private final HttpServer collector;

    private final URI zipkin;

    private TraceBackend(HttpServer collector, URI zipkin) {
        this.collector = collector;
        this.zipkin = zipkin;
    }

    /** Starts one and returns at once. */
    static TraceBackend start() {
        try {
            HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            int port = freePort();
            TraceBackend backend = new TraceBackend(collector, URI.create("http://127.0.0.1:" + port));
            collector.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            collector.createContext("/v1/traces", backend::take);
            collector.start();
            launch(port);
            Thread.ofPlatform().daemon().name("zipkin-forward").start(backend::forward);
            return backend;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void launch(int port) throws IOException {
        if (!Files.exists(jar)) {
            throw new IOException("There is no " + jar + ": the Maven build of system-tests copies it there");
        }
        Path log = Files.createDirectories(Path.of("target", "zipkin")).resolve("zipkin.log");
        ProcessBuilder builder = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-Xmx160m",
                "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar.toString(),
                "--armeria.ports[0].ip=127.0.0.1", "--armeria.ports[0].port=" + port,
                "--armeria.ports[0].protocols[0]=http", "--zipkin.ui.enabled=false",
                "--zipkin.storage.mem.max-spans=" + MOST_WAITING)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** Where services are to export to. */
    URI otlp() {
        return URI.create("http://127.0.0.1:" + this.collector.getAddress().getPort() + "/v1/traces");
    }

    /** The spans that the server has of a trace at the moment. */
    List<JsonNode> trace(String traceId) throws InterruptedException {
        try {
            var response = this.http.send(HttpRequest.newBuilder(this.zipkin.resolve("/api/v2/trace/" + traceId))
                .timeout(Duration.ofSeconds(10))
                .build(), BodyHandlers.ofString());
            return (response.statusCode() == 200) ? json.readTree(response.body()).valueStream().toList() : List.of();
        }
        catch (IOException ex) {
            // It has not started yet.
            return List.of();
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            for (Map<String, Object> span : OtlpToZipkin.spans(exchange.getRequestBody().readAllBytes())) {
                // Never in the way of the services: what does not fit is lost, as it
                // would be there.
                this.waiting.offer(span);
            }
            exchange.sendResponseHeaders(200, -1);
        }
        catch (InvalidProtocolBufferException ex) {
            exchange.sendResponseHeaders(400, -1);
        }
    }

    private void forward() {
        try {
            while (true) {
                List<Map<String, Object>> batch = new ArrayList<>(List.of(this.waiting.take()));
                this.waiting.drainTo(batch, BATCH - 1);
                deliver(json.writeValueAsString(batch));
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(String spans) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(this.zipkin.resolve("/api/v2/spans"))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(10))
            .POST(BodyPublishers.ofString(spans))
            .build();
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            try {
                if (this.http.send(request, BodyHandlers.discarding()).statusCode() == 202) {
                    return;
                }
            }
            catch (IOException ex) {
                // It has not started yet.
            }
            Thread.sleep(200);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

}
