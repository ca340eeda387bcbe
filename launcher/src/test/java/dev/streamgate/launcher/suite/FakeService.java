/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import com.sun.net.httpserver.HttpServer;

/**
 * A fake service: a program in a jar that supports extraction like Spring Boot's jars, is
 * ready at once, and fails on request.
 */
final class FakeService {

    private FakeService() {
    }

    public static void main(String[] arguments) throws IOException {
        if ("tools".equals(System.getProperty("jarmode"))) {
            Path jar = Path.of(System.getProperty("java.class.path"));
            Path folder = Files.createDirectories(Path.of(arguments[2]));
            Files.copy(jar, folder.resolve(jar.getFileName()));
            return;
        }
        int port = Integer.parseInt(System.getenv("SERVER_PORT"));
        System.out.println("listening on port " + port);
        if ("auth".equals(System.getenv("FAIL")) && System.getenv("STREAMGATE_KEY_ENCRYPTION_KEY") != null) {
            throw new IllegalStateException("failure on request".toUpperCase(Locale.ROOT));
        }
        if (System.getenv("STREAMGATE_KEY_ENCRYPTION_KEY") != null
                && Files.exists(Path.of(System.getenv("STREAMGATE_HOME"), "crash-auth"))) {
            System.exit(3);
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/actuator/health", (exchange) -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/actuator/info", (exchange) -> {
            byte[] body = System.getenv().getOrDefault("INFO", "{}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

}
