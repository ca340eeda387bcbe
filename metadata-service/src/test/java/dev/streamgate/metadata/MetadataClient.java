/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.testing.security.TestTokens;

/** Talks to the service as its clients do. */
@TestComponent
public class MetadataClient {

    public static final String CONTENTS = "/api/v1/contents";

    private static final JsonMapper json = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();

    private final WebServerApplicationContext context;

    MetadataClient(WebServerApplicationContext context) {
        this.context = context;
    }

    /** A reply, its body read as JSON. */
    public record Reply(int status, HttpResponse<String> response, JsonNode body) {

        public String etag() {
            return this.response.headers().firstValue("ETag").orElseThrow();
        }

        public String problem() {
            return this.body.path("type").asString("").replace("urn:streamgate:problem:", "");
        }

        public String id() {
            return this.body.path("id").asString();
        }

    }

    public Reply send(String method, String path, @Nullable String token, @Nullable Object body,
            Map<String, String> headers) {
        String text = (body instanceof String given) ? given : json.writeValueAsString(body);
        HttpRequest.Builder request = HttpRequest
            .newBuilder(URI.create("http://127.0.0.1:" + this.context.getWebServer().getPort() + path))
            .method(method,
                    (body != null) ? HttpRequest.BodyPublishers.ofString(text) : HttpRequest.BodyPublishers.noBody());
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String reply = response.body();
            return new Reply(response.statusCode(), response, json.readTree(reply.isBlank() ? "{}" : reply));
        }
        catch (IOException | InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    public Reply get(String path, @Nullable String token) {
        return send("GET", path, token, null, Map.of());
    }

    public Reply post(String path, @Nullable String token, @Nullable Object body) {
        return send("POST", path, token, body, Map.of());
    }

    public Reply put(String path, @Nullable String token, @Nullable Object body) {
        return send("PUT", path, token, body, Map.of());
    }

    public Reply delete(String path, @Nullable String token) {
        return send("DELETE", path, token, null, Map.of());
    }

    public Reply patch(String path, String token, String ifMatch, Object body) {
        return send("PATCH", path, token, body, Map.of("If-Match", ifMatch));
    }

    public static String creator(String id) {
        return TestTokens.user(id, "viewer", "creator");
    }

    public Reply create(String owner, Map<String, ?> body) {
        return post(CONTENTS, creator(owner), body);
    }

    /** Tells, as the worker does, that a content can be played. */
    public Reply tellMedia(String id, long sequence, String state, boolean playable, @Nullable String packageKey) {
        var update = new java.util.HashMap<String, Object>(
                Map.of("sequence", sequence, "state", state, "playable", playable, "progress", playable ? 0.5 : 0));
        if (packageKey != null) {
            update.put("packageKey", packageKey);
        }
        return put("/internal/v1/contents/" + id + "/media", TestTokens.service("worker"), update);
    }

    public Reply attach(String id, String owner, String uploadId) {
        return put("/internal/v1/contents/" + id + "/source", TestTokens.service("upload"),
                Map.of("owner", owner, "uploadId", uploadId, "title", "holiday.mp4", "size", 1234));
    }

    /** A content that is published. */
    public String published(String owner, Map<String, ?> body) {
        String id = create(owner, body).id();
        attach(id, owner, "upload-" + id);
        tellMedia(id, 1, "ready", true, "package-" + id);
        Reply reply = post(CONTENTS + "/" + id + "/publish", creator(owner), null);
        if (reply.status() != 200) {
            throw new AssertionError(reply);
        }
        return id;
    }

}
