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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;

import dev.streamgate.testing.http.Reply;
import dev.streamgate.testing.http.TestHttpClient;

/**
 * A Zipkin process behind an OTLP receiver. The receiver buffers a bounded number of
 * spans until Zipkin has started. Ends with this JVM.
 */
final class TraceBackend {

    private static final Path jar = Path.of("target", "zipkin", "zipkin-server.jar").toAbsolutePath();

    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(90);

    private static final int MAX_SPANS = 50_000;

    private static final int BATCH = 500;

    private final LinkedBlockingQueue<Map<String, Object>> buffer = new LinkedBlockingQueue<>(MAX_SPANS);

    private final HttpServer collector;

    private final TestHttpClient zipkin;

    private TraceBackend(HttpServer collector, TestHttpClient zipkin) {
        this.collector = collector;
        this.zipkin = zipkin;
    }

    /** Starts the receiver and Zipkin without waiting for Zipkin. */
    static TraceBackend start() {
        try {
            HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            int port = ExternalServer.freePort();
            TraceBackend backend = new TraceBackend(collector, new TestHttpClient(port));
            collector.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            collector.createContext("/v1/traces", backend::receive);
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
            throw new IOException(jar + " is missing. Build the module with Maven, which copies it there.");
        }
        Path log = Files.createDirectories(Path.of("target", "zipkin")).resolve("zipkin.log");
        ProcessBuilder builder = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-Xmx160m",
                "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar.toString(),
                "--armeria.ports[0].ip=127.0.0.1", "--armeria.ports[0].port=" + port,
                "--armeria.ports[0].protocols[0]=http", "--zipkin.ui.enabled=false",
                "--zipkin.storage.mem.max-spans=" + MAX_SPANS)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** The address of the OTLP receiver. */
    URI otlp() {
        return URI.create("http://127.0.0.1:" + this.collector.getAddress().getPort() + "/v1/traces");
    }

    /** The spans of a trace that Zipkin has received. */
    List<JsonNode> trace(String traceId) {
        try {
            Reply reply = this.zipkin.get("/api/v2/trace/" + traceId);
            return (reply.status() == 200) ? reply.json().valueStream().toList() : List.of();
        }
        catch (UncheckedIOException ex) {
            // Zipkin has not started yet.
            return List.of();
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            for (Map<String, Object> span : OtlpToZipkin.spans(exchange.getRequestBody().readAllBytes())) {
                // A full buffer drops spans, as a collector in production would.
                this.buffer.offer(span);
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
                List<Map<String, Object>> batch = new ArrayList<>(List.of(this.buffer.take()));
                this.buffer.drainTo(batch, BATCH - 1);
                deliver(batch);
            }
        }
        catch (ConditionTimeoutException ex) {
            throw new AssertionError("Zipkin did not accept spans within " + DELIVERY_TIMEOUT, ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(List<Map<String, Object>> spans) {
        Awaitility.await()
            .atMost(DELIVERY_TIMEOUT)
            .pollInterval(Duration.ofMillis(200))
            .ignoreException(UncheckedIOException.class)
            .until(() -> this.zipkin.post("/api/v2/spans", spans).status() == 202);
    }

}
