/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.testing;

import java.util.Map;
import java.util.UUID;

import dev.streamgate.testing.http.Reply;
import dev.streamgate.testing.http.TestHttpClient;

/** Calls the service as any client does. Safe for threads. */
public final class AuthClient {

    /** A password that the rules take. */
    public static final String PASSWORD = "plum orchard at dawn";

    private final TestHttpClient http;

    public AuthClient(int port) {
        this.http = new TestHttpClient(port);
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
        return login("admin@streamgate.local", AuthServiceTest.ADMIN_PASSWORD).expect(200).field("accessToken");
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
        return this.http.get(path, headers);
    }

    /**
     * Posts a text as it is or an object as JSON, with the content type of JSON.
     */
    public Reply post(String path, Object body, String... headers) {
        return this.http.post(path, body, headers);
    }

    public Reply put(String path, Object body, String... headers) {
        return this.http.put(path, body, headers);
    }

    public Reply form(String path, String body, String... headers) {
        return this.http.withHeader("Content-Type", "application/x-www-form-urlencoded").post(path, body, headers);
    }

    /** The header of a signed-in caller. */
    public static String[] bearer(String accessToken) {
        return new String[] { "Authorization", "Bearer " + accessToken };
    }

    public static Map<String, String> credentials(String email, String password) {
        return Map.of("email", email, "password", password);
    }

}
