/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the service as any client does. Safe for threads. */
public final class AuthClient {

    /** A password that the rules take. */
    public static final String PASSWORD = "plum orchard at dawn";

    private static final JsonMapper json = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();

    private final String base;

    public AuthClient(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    /** Makes an account with an e-mail that nobody else has. */
    public String register() {
        String email = "user-" + UUID.randomUUID() + "@example.com";
        post("/api/v1/auth/register", credentials(email, PASSWORD)).expect(201);
        return email;
    }

    /** Signs in. */
    public Reply login(String email, String password) {
        return post("/api/v1/auth/login", credentials(email, password));
    }

    /** Signs in as the first admin and returns the access token. */
    public String admin() {
        return login("admin@streamgate.local", AuthServiceTest.ADMIN_PASSWORD).expect(200).text("accessToken");
    }

    public Reply refresh(String token, String... headers) {
        return post("/api/v1/auth/refresh", Map.of("refreshToken", token), headers);
    }

    public Reply logout(String token) {
        return post("/api/v1/auth/logout", Map.of("refreshToken", token));
    }

    public Reply verify(String token) {
        return post("/api/v1/auth/verify-token", Map.of("token", token));
    }

    public Reply profile(String accessToken) {
        return get("/api/v1/auth/profile", bearer(accessToken));
    }

    public Reply get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    public Reply post(String path, Object body, String... headers) {
        String text = (body instanceof String raw) ? raw : json.writeValueAsString(body);
        return send(request(path, headers).header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(text)));
    }

    public Reply put(String path, Object body, String... headers) {
        return send(request(path, headers).header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))));
    }

    public Reply form(String path, String body, String... headers) {
        return send(request(path, headers).header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** The header of a signed-in caller. */
    public static String[] bearer(String accessToken) {
        return new String[] { "Authorization", "Bearer " + accessToken };
    }

    public static Map<String, String> credentials(String email, String password) {
        return Map.of("email", email, "password", password);
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + path));
        return (headers.length > 0) ? request.headers(headers) : request;
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String body = response.body();
            return new Reply(response.statusCode(), response.headers(),
                    body.startsWith("{") ? json.readTree(body) : json.createObjectNode());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** What the service answered; the body is empty when it was no JSON object. */
    public record Reply(int status, HttpHeaders headers, JsonNode body) {

        /** Fails unless the status is the expected one. */
        public Reply expect(int expected) {
            if (this.status != expected) {
                throw new AssertionError("Expected %d but got %d: %s".formatted(expected, this.status, this.body));
            }
            return this;
        }

        public String text(String field) {
            return this.body.path(field).asString("");
        }

        /** The slug of the problem that was answered. */
        public String problem() {
            return text("type").replace("urn:streamgate:problem:", "");
        }

        public String header(String name) {
            return this.headers.firstValue(name).orElse("");
        }

    }

}
