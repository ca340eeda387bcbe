/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.demo;

import java.util.Map;

import tools.jackson.databind.JsonNode;

/** The account of the demo, registered at the first run. */
final class DemoUser {

    private static final String EMAIL = "demo@streamgate.local";

    private static final int OK = 200;

    private static final long NANOS = 1_000_000_000L;

    /** The remaining lifetime at which a token is renewed. */
    private static final long RENEWAL_MARGIN_SECONDS = 60;

    private final GatewayClient gateway;

    private final Map<String, String> credentials;

    private String token = "";

    private long renewAt;

    DemoUser(GatewayClient gateway, String password) {
        this.gateway = gateway;
        this.credentials = Map.of("email", EMAIL, "password", password);
    }

    /** A token with a remaining lifetime of at least a minute. */
    String token() {
        if (this.token.isEmpty() || System.nanoTime() - this.renewAt > 0) {
            signIn();
        }
        return this.token;
    }

    private void signIn() {
        var reply = this.gateway.post("/api/v1/auth/login", this.credentials);
        if (reply.statusCode() != OK) {
            GatewayClient.expectSuccess(this.gateway.post("/api/v1/auth/register", this.credentials));
            reply = GatewayClient.expectSuccess(this.gateway.post("/api/v1/auth/login", this.credentials));
        }
        JsonNode tokens = this.gateway.tree(reply);
        this.token = tokens.path("accessToken").asString();
        this.renewAt = System.nanoTime() + (tokens.path("expiresIn").asLong() - RENEWAL_MARGIN_SECONDS) * NANOS;
    }

}
