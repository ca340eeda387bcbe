/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

import org.springframework.core.env.Environment;

import dev.streamgate.hardening.digest.Sha256;
import dev.streamgate.testing.http.Reply;
import dev.streamgate.testing.http.TestHttpClient;
import dev.streamgate.testing.security.TestTokens;

/** A client that says exactly what a test wants said. */
final class Uploader {

    static final String TUS = "/api/v1/uploads/tus";

    static final String BYTES = "application/offset+octet-stream";

    private final TestHttpClient http = new TestHttpClient(() -> uri(""));

    private final Environment environment;

    private String token = TestTokens.user("ann", "creator");

    Uploader(Environment environment) {
        this.environment = environment;
    }

    private Uploader(Uploader other, String token) {
        this.environment = other.environment;
        this.token = token;
    }

    /** The same as somebody else. */
    Uploader as(String user, String... roles) {
        return new Uploader(this, TestTokens.user(user, roles));
    }

    /** The same as nobody. */
    Uploader unknown() {
        return new Uploader(this, null);
    }

    int port() {
        return this.environment.getRequiredProperty("local.server.port", Integer.class);
    }

    String token() {
        return this.token;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** Sends a tus request; headers are pairs of name and value. */
    Reply tus(String method, String path, byte[] body, String... headers) {
        return send(method, path, (body != null) ? BodyPublishers.ofByteArray(body) : BodyPublishers.noBody(),
                with(headers, "Tus-Resumable", "1.0.0"));
    }

    /** Opens a tus upload and returns its path. */
    String create(long length, String... headers) {
        Reply reply = tus("POST", TUS, null, with(headers, "Upload-Length", Long.toString(length)));
        if (reply.status() != 201) {
            throw new AssertionError("Not created: " + reply.status() + " " + reply.text());
        }
        return reply.header("Location");
    }

    Reply patch(String path, long offset, byte[] body, String... headers) {
        return tus("PATCH", path, body, with(headers, "Upload-Offset", Long.toString(offset), "Content-Type", BYTES));
    }

    Reply head(String path) {
        return tus("HEAD", path, null);
    }

    Reply get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    Reply delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    Reply json(String method, String path, String body) {
        return send(method, path, BodyPublishers.ofString(body), "Content-Type", "application/json");
    }

    Reply send(String method, String path, BodyPublisher body, String... headers) {
        return this.http.withToken(this.token).send(method, path, body, headers);
    }

    /** The upload once it is neither open nor verifying. */
    JsonNode ended(String uploadId) {
        return Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(20))
            .until(() -> view(uploadId), (view) -> !view.path("state").asString("").matches("open|verifying"));
    }

    JsonNode view(String uploadId) {
        return get("/api/v1/uploads/" + uploadId).json();
    }

    static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static String base64(String algorithm, byte[] bytes) {
        return Base64.getEncoder().encodeToString(digest(algorithm).digest(bytes));
    }

    static String sha256(byte[] bytes) {
        return Sha256.hex(bytes);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static String[] with(String[] headers, String... more) {
        String[] all = new String[headers.length + more.length];
        System.arraycopy(more, 0, all, 0, more.length);
        System.arraycopy(headers, 0, all, more.length, headers.length);
        return all;
    }

}
