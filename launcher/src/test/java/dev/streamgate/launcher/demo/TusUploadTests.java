/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.streamgate.launcher.terminal.LaunchFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TusUploadTests {

    private static final int MEBIBYTE = 1024 * 1024;

    @TempDir
    private Path folder;

    private HttpServer server;

    private GatewayClient gateway;

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    private final List<String> requests = new ArrayList<>();

    private boolean interrupt;

    private int rejection;

    @BeforeEach
    void start() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.server.createContext("/api/v1/auth/login", (exchange) -> reply(exchange, 200, """
                {"accessToken": "t", "expiresIn": 900}"""));
        this.server.createContext("/api/v1/uploads/tus", this::tus);
        this.server.start();
        this.gateway = new GatewayClient("http://127.0.0.1:" + this.server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        this.gateway.close();
        this.server.stop(0);
    }

    @Test
    void aFileIsSentInChunks() throws IOException {
        byte[] bytes = bytes(20 * MEBIBYTE);
        List<Long> progress = new ArrayList<>();
        assertThat(upload(bytes, progress)).isEqualTo("u1");
        assertThat(this.received.toByteArray()).isEqualTo(bytes);
        assertThat(progress).containsExactly(8L * MEBIBYTE, 16L * MEBIBYTE, 20L * MEBIBYTE);
        assertThat(this.requests).containsExactly("POST", "PATCH", "PATCH", "PATCH");
    }

    @Test
    void anInterruptedChunkIsResumedAtTheServersOffset() throws IOException {
        this.interrupt = true;
        byte[] bytes = bytes(9 * MEBIBYTE);
        upload(bytes, new ArrayList<>());
        assertThat(this.received.toByteArray()).isEqualTo(bytes);
        assertThat(this.requests).startsWith("POST", "PATCH", "HEAD", "PATCH");
    }

    @Test
    void aRejectionEndsTheUpload() {
        this.rejection = 413;
        assertThatExceptionOfType(LaunchFailure.class).isThrownBy(() -> upload(bytes(1), new ArrayList<>()))
            .withMessageContaining("413");
    }

    private String upload(byte[] bytes, List<Long> progress) throws IOException {
        Path file = Files.write(this.folder.resolve("holiday.mp4"), bytes);
        return new TusUpload(this.gateway, new DemoUser(this.gateway, "secret")).send(file, progress::add);
    }

    private void tus(HttpExchange exchange) throws IOException {
        this.requests.add(exchange.getRequestMethod());
        assertThat(exchange.getRequestHeaders().getFirst("Tus-Resumable")).isEqualTo("1.0.0");
        switch (exchange.getRequestMethod()) {
            case "POST" -> {
                exchange.getResponseHeaders().add("Location", "/api/v1/uploads/tus/u1");
                reply(exchange, (this.rejection > 0) ? this.rejection : 201, "");
            }
            case "HEAD" -> {
                exchange.getResponseHeaders().add("Upload-Offset", Integer.toString(this.received.size()));
                reply(exchange, 200, "");
            }
            default -> patch(exchange);
        }
    }

    private void patch(HttpExchange exchange) throws IOException {
        assertThat(exchange.getRequestHeaders().getFirst("Upload-Offset"))
            .isEqualTo(Integer.toString(this.received.size()));
        if (this.interrupt) {
            this.interrupt = false;
            this.received.write(exchange.getRequestBody().readNBytes(3 * MEBIBYTE));
            exchange.close();
            return;
        }
        this.received.write(exchange.getRequestBody().readAllBytes());
        exchange.getResponseHeaders().add("Upload-Offset", Integer.toString(this.received.size()));
        reply(exchange, 204, "");
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, (bytes.length == 0) ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

}
