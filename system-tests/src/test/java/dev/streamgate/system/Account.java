/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody who uses the stack through the gateway, signed in or not. */
final class Account {

    private static final JsonMapper json = JsonMapper.builder().build();

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final int POLL_MILLIS = 100;

    private final HttpClient http;

    private final Stack stack;

    private final String token;

    private final Map<String, String> credentials;

    private final String traceparent;

    private Account(Stack stack, Map<String, String> credentials, String token) {
        this(client(null), stack, credentials, token, "");
    }

    private Account(HttpClient http, Stack stack, Map<String, String> credentials, String token, String traceparent) {
        this.http = http;
        this.stack = stack;
        this.credentials = credentials;
        this.token = token;
        this.traceparent = traceparent;
    }

    /** Somebody without an account. */
    static Account stranger(Stack stack) {
        return new Account(stack, Map.of(), "");
    }

    /**
     * Somebody without an account at another address of this machine (127.0.0.0/8), so
     * with limits of their own.
     */
    static Account strangerAt(Stack stack, String address) {
        return new Account(client(address), stack, Map.of(), "", "");
    }

    /** A new user, who may view and create. */
    static Account register(Stack stack) {
        Account nobody = stranger(stack);
        String email = "user-" + UUID.randomUUID() + "@example.org";
        Map<String, String> credentials = Map.of("email", email, "password", "correct horse battery staple 42");
        assertThat(nobody.post("/api/v1/auth/register", credentials).statusCode()).isEqualTo(201);
        return new Account(stack, credentials, "").signIn();
    }

    /** The administrator that the first start made. */
    static Account admin(Stack stack) {
        try {
            String password = Files.readString(stack.home().resolve("secrets").resolve("admin-password")).strip();
            return new Account(stack, Map.of("email", "admin@streamgate.local", "password", password), "").signIn();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** The same user with a new token. */
    Account signIn() {
        HttpResponse<String> signedIn = withToken("").post("/api/v1/auth/login", this.credentials);
        assertThat(signedIn.statusCode()).as(signedIn.body()).isEqualTo(200);
        return withToken(json.readTree(signedIn.body()).path("accessToken").asString());
    }

    Account withToken(String other) {
        return new Account(this.stack, this.credentials, other);
    }

    /** The same user with a program that traces what it does. */
    Account traced(String traceparent) {
        return new Account(this.http, this.stack, this.credentials, this.token, traceparent);
    }

    String token() {
        return this.token;
    }

    String password() {
        return this.credentials.getOrDefault("password", "");
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET(), BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(String path) {
        return send(request(path).GET(), BodyHandlers.ofByteArray());
    }

    HttpResponse<String> post(String path, Object body) {
        return send(request(path).header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))), BodyHandlers.ofString());
    }

    HttpResponse<String> send(String method, String path, Map<String, String> headers, @Nullable Object body) {
        HttpRequest.Builder request = request(path).method(method,
                (body != null) ? HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))
                        : HttpRequest.BodyPublishers.noBody());
        headers.forEach(request::header);
        return send((body != null) ? request.header("Content-Type", "application/json") : request,
                BodyHandlers.ofString());
    }

    JsonNode json(String path) {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }

    /** Uploads a file with the Java tus client; returns the upload's id. */
    String upload(Path file, int chunkSize) throws IOException, ProtocolException {
        TusClient client = new TusClient();
        client.setUploadCreationURL(this.stack.gateway().resolve("/api/v1/uploads/tus").toURL());
        client.setHeaders(this.traceparent.isEmpty() ? Map.of("Authorization", "Bearer " + this.token)
                : Map.of("Authorization", "Bearer " + this.token, "traceparent", this.traceparent));
        TusUpload upload = new TusUpload(file.toFile());
        TusUploader uploader = client.createUpload(upload);
        uploader.setChunkSize(chunkSize);
        while (uploader.uploadChunk() > -1) {
            continue;
        }
        uploader.finish();
        String path = uploader.getUploadURL().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The content that an upload became. */
    String contentOf(String uploadId) {
        return json("/api/v1/uploads/" + uploadId).path("contentId").asString();
    }

    /**
     * Waits until a content is as wished; one that failed, or that is not so in time, is
     * an error.
     */
    JsonNode await(String contentId, Predicate<JsonNode> wish) throws InterruptedException {
        return poll("/api/v1/contents/" + contentId, wish);
    }

    /** Waits until an upload is as wished. */
    JsonNode awaitUpload(String uploadId, Predicate<JsonNode> wish) throws InterruptedException {
        return poll("/api/v1/uploads/" + uploadId, wish);
    }

    private JsonNode poll(String path, Predicate<JsonNode> wish) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        String last = "";
        while (Instant.now().isBefore(end)) {
            HttpResponse<String> response = get(path);
            last = response.statusCode() + " " + response.body();
            if (response.statusCode() == 200) {
                JsonNode seen = json.readTree(response.body());
                if (wish.test(seen)) {
                    return seen;
                }
                assertThat(seen.path("state").asString()).as(last).isNotEqualTo("failed");
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new AssertionError("Not within " + PATIENCE + ": " + last);
    }

    /** Opens a playback session and returns the path of its master playlist. */
    String play(String contentId) {
        HttpResponse<String> session = post("/api/v1/streams/" + contentId + "/sessions", Map.of());
        assertThat(session.statusCode()).as(session.body()).isEqualTo(201);
        return json.readTree(session.body()).path("hls").asString();
    }

    private static HttpClient client(@Nullable String address) {
        HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        return ((address != null) ? client.localAddress(InetAddress.ofLiteral(address)) : client).build();
    }

    private HttpRequest.Builder request(String path) {
        URI address = this.stack.gateway().resolve(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(60));
        if (!this.traceparent.isEmpty()) {
            request.header("traceparent", this.traceparent);
        }
        return this.token.isEmpty() ? request : request.header("Authorization", "Bearer " + this.token);
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return this.http.send(request.build(), body);
        }
        catch (IOException ex) {
            throw new AssertionError("No answer", ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new AssertionError(ex);
        }
    }

}
