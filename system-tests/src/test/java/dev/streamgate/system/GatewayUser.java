/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

import dev.streamgate.testing.http.Reply;
import dev.streamgate.testing.http.TestHttpClient;

import static org.assertj.core.api.Assertions.assertThat;

/** A user of the public API through the gateway, signed in or anonymous. Immutable. */
final class GatewayUser {

    private static final Duration TIMEOUT = Duration.ofMinutes(4);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private static final String TRACEPARENT = "traceparent";

    private final Stack stack;

    private final TestHttpClient http;

    private final Map<String, String> credentials;

    private final String token;

    private final String traceparent;

    private GatewayUser(Stack stack, TestHttpClient http, Map<String, String> credentials, String token,
            String traceparent) {
        this.stack = stack;
        this.http = http.withToken(token.isEmpty() ? null : token)
            .withHeader(TRACEPARENT, traceparent.isEmpty() ? null : traceparent);
        this.credentials = credentials;
        this.token = token;
        this.traceparent = traceparent;
    }

    /** A user without an account. */
    static GatewayUser anonymous(Stack stack) {
        return new GatewayUser(stack, new TestHttpClient(stack.gateway()), Map.of(), "", "");
    }

    /**
     * A user without an account who connects from another address of this machine
     * (127.0.0.0/8) and therefore has separate rate limits.
     */
    static GatewayUser anonymousFrom(Stack stack, String address) {
        HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .localAddress(InetAddress.ofLiteral(address))
            .build();
        return new GatewayUser(stack, new TestHttpClient(stack.gateway()).withHttpClient(client), Map.of(), "", "");
    }

    /** A new user with the roles viewer and creator, signed in. */
    static GatewayUser register(Stack stack) {
        Map<String, String> credentials = Map.of("email", "user-" + UUID.randomUUID() + "@example.org", "password",
                "correct horse battery staple 42");
        GatewayUser anonymous = anonymous(stack);
        anonymous.post("/api/v1/auth/register", credentials).expect(201);
        return new GatewayUser(stack, anonymous.http, credentials, "", "").signIn();
    }

    /** A new user who has the role operator as well, signed in. */
    static GatewayUser registerOperator(Stack stack) {
        GatewayUser user = register(stack);
        String id = user.json("/api/v1/auth/profile").path("id").asString();
        admin(stack).http()
            .put("/api/v1/auth/users/" + id + "/roles", Map.of("roles", List.of("viewer", "creator", "operator")))
            .expect(200);
        return user.signIn();
    }

    /** The administrator of the first start, signed in. */
    static GatewayUser admin(Stack stack) {
        try {
            String password = Files.readString(stack.directory().resolve("secrets").resolve("admin-password")).strip();
            return new GatewayUser(stack, new TestHttpClient(stack.gateway()),
                    Map.of("email", "admin@streamgate.local", "password", password), "", "")
                .signIn();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** This user with a new token. */
    GatewayUser signIn() {
        return withToken(login().field("accessToken"));
    }

    /** The tokens of a new login of this user. */
    Reply login() {
        return withToken("").post("/api/v1/auth/login", this.credentials).expect(200);
    }

    GatewayUser withToken(String other) {
        return new GatewayUser(this.stack, this.http, this.credentials, other, this.traceparent);
    }

    /** This user with a client that sends trace context. */
    GatewayUser traced(String context) {
        return new GatewayUser(this.stack, this.http, this.credentials, this.token, context);
    }

    String token() {
        return this.token;
    }

    String password() {
        return this.credentials.getOrDefault("password", "");
    }

    /** The client of this user. */
    TestHttpClient http() {
        return this.http;
    }

    Reply get(String path) {
        return this.http.get(path);
    }

    Reply post(String path, Object body) {
        return this.http.post(path, body);
    }

    /** The JSON body of a reply with status 200. */
    JsonNode json(String path) {
        return get(path).expect(200).json();
    }

    /** Uploads a file with the Java tus client; returns the upload's id. */
    String upload(Path file, int chunkSize) throws IOException, ProtocolException {
        TusClient client = new TusClient();
        client.setUploadCreationURL(this.http.uri("/api/v1/uploads/tus").toURL());
        client.setHeaders(this.traceparent.isEmpty() ? Map.of("Authorization", "Bearer " + this.token)
                : Map.of("Authorization", "Bearer " + this.token, TRACEPARENT, this.traceparent));
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

    /** The id of the content that an upload created. */
    String contentOf(String uploadId) {
        return json("/api/v1/uploads/" + uploadId).path("contentId").asString();
    }

    /** Waits until a content fulfils a condition; fails if its state is failed. */
    JsonNode await(String contentId, Predicate<JsonNode> condition) {
        return poll("/api/v1/contents/" + contentId, condition);
    }

    /** Waits until an upload fulfils a condition. */
    JsonNode awaitUpload(String uploadId, Predicate<JsonNode> condition) {
        return poll("/api/v1/uploads/" + uploadId, condition);
    }

    private JsonNode poll(String path, Predicate<JsonNode> condition) {
        return Awaitility.await(path).atMost(TIMEOUT).pollInterval(POLL_INTERVAL).until(() -> get(path), (reply) -> {
            if (reply.status() != 200) {
                return false;
            }
            JsonNode body = reply.json();
            if (condition.test(body)) {
                return true;
            }
            assertThat(body.path("state").asString()).as(reply.toString()).isNotEqualTo("failed");
            return false;
        }).json();
    }

    /** Opens a playback session and returns the path of its master playlist. */
    String play(String contentId) {
        return post("/api/v1/streams/" + contentId + "/sessions", Map.of()).expect(201).field("hls");
    }

}
