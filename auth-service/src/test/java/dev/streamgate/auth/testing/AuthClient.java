/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.testing;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

import com.nimbusds.jwt.SignedJWT;

import dev.streamgate.testing.http.Reply;
import dev.streamgate.testing.http.TestHttpClient;

/** A client of the service. Thread-safe. */
public final class AuthClient {

    /** A password that the policy accepts. */
    public static final String PASSWORD = "plum orchard at dawn";

    private final TestHttpClient http;

    public AuthClient(int port) {
        this.http = new TestHttpClient(port);
    }

    /** Registers an account and returns its unique e-mail address. */
    public String register() {
        String email = "user-" + UUID.randomUUID() + "@example.com";
        post("/api/v1/auth/register", credentials(email, PASSWORD)).expect(201);
        return email;
    }

    public Reply login(String email, String password) {
        return post("/api/v1/auth/login", credentials(email, password));
    }

    /** Logs in as the initial administrator and returns the access token. */
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

    public Reply post(String path, Object body, String... headers) {
        return this.http.post(path, body, headers);
    }

    public Reply put(String path, Object body, String... headers) {
        return this.http.put(path, body, headers);
    }

    public Reply patch(String path, Object body, String... headers) {
        return this.http.patch(path, body, headers);
    }

    public Reply delete(String path, String... headers) {
        return this.http.delete(path, headers);
    }

    /** The Authorization header of the service named worker, as name and value. */
    public String[] worker() {
        String credentials = Base64.getEncoder()
            .encodeToString(("worker:" + AuthServiceTest.WORKER_SECRET).getBytes(StandardCharsets.UTF_8));
        return bearer(form("/internal/v1/oauth/token", "grant_type=client_credentials", "Authorization",
                "Basic " + credentials)
            .expect(200)
            .field("access_token"));
    }

    public Reply form(String path, String body, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/x-www-form-urlencoded";
        return this.http.post(path, HttpRequest.BodyPublishers.ofString(body), all);
    }

    /** The Authorization header of a caller, as name and value. */
    public static String[] bearer(String accessToken) {
        return new String[] { "Authorization", "Bearer " + accessToken };
    }

    /** The id of the session that an access token belongs to. */
    public static String sessionOf(String accessToken) {
        try {
            return SignedJWT.parse(accessToken).getJWTClaimsSet().getStringClaim("sid");
        }
        catch (ParseException ex) {
            throw new IllegalArgumentException(ex);
        }
    }

    public static Map<String, String> credentials(String email, String password) {
        return Map.of("email", email, "password", password);
    }

}
