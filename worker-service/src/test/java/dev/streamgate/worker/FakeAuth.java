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
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.suite.security.UserAuthority;

/**
 * Stands in for auth-service: an HTTP server that knows what users may do. A user named
 * {@code op} is an operator, {@code root} an admin, all others are creators, unless a
 * test says otherwise.
 */
public final class FakeAuth {

    private static final JsonMapper json = JsonMapper.builder().build();

    private final Map<String, UserAuthority> users = new ConcurrentHashMap<>();

    private final HttpServer server;

    private volatile boolean available = true;

    public FakeAuth() {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        this.server.createContext("/internal/v1/user-authorities", (exchange) -> {
            try (exchange) {
                byte[] body = json
                    .writeValueAsString(Stream.of(exchange.getRequestURI().getQuery().split("&"))
                        .map((parameter) -> authority(parameter.substring("id=".length())))
                        .filter(Objects::nonNull)
                        .toList())
                    .getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(this.available ? 200 : 503, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        this.server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + this.server.getAddress().getPort();
    }

    /** Sets the roles of a user. */
    public void roles(String user, String... roles) {
        this.users.put(user, new UserAuthority(user, true, Set.of(roles), Map.of()));
    }

    /** Sets a quota of a creator. */
    public void quota(String user, String quota, long allowed) {
        this.users.put(user, new UserAuthority(user, true, Set.of("creator"), Map.of(quota, allowed)));
    }

    /** Disables a user. */
    public void disable(String user) {
        this.users.put(user, new UserAuthority(user, false, Set.of("operator"), Map.of()));
    }

    /** Sets whether requests are answered. */
    public void available(boolean answers) {
        this.available = answers;
    }

    public void reset() {
        this.users.clear();
        this.available = true;
    }

    private UserAuthority authority(String user) {
        return this.users.getOrDefault(user, new UserAuthority(user, true, Set.of(switch (user) {
            case "op" -> "operator";
            case "root" -> "admin";
            default -> "creator";
        }), Map.of()));
    }

}
