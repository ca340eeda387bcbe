/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

import dev.streamgate.testing.http.Reply;
import dev.streamgate.testing.http.TestHttpClient;
import dev.streamgate.testing.security.TestTokens;

/** HTTP client of the service under test. */
@TestComponent
public class MetadataClient {

    public static final String CONTENTS = "/api/v1/contents";

    private final TestHttpClient http;

    MetadataClient(WebServerApplicationContext context) {
        this.http = new TestHttpClient(() -> URI.create("http://127.0.0.1:" + context.getWebServer().getPort()));
    }

    public Reply send(String method, String path, @Nullable String token, @Nullable Object body,
            Map<String, String> headers) {
        return this.http.withToken(token)
            .send(method, path, body,
                    headers.entrySet()
                        .stream()
                        .flatMap((header) -> Stream.of(header.getKey(), header.getValue()))
                        .toArray(String[]::new));
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

    /** Updates the media of a content, as worker-service does. */
    public Reply updateMedia(String id, long sequence, String state, boolean playable, @Nullable String packageKey) {
        var update = new HashMap<String, Object>(
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

    /** Attaches an upload that has a number among all stored uploads. */
    public Reply attach(String id, String owner, String uploadId, long number) {
        return put("/internal/v1/contents/" + id + "/source", TestTokens.service("upload"),
                Map.of("owner", owner, "uploadId", uploadId, "title", "holiday.mp4", "size", number, "number", number));
    }

    /** Creates and publishes a content; its id. */
    public String published(String owner, Map<String, ?> body) {
        String id = create(owner, body).field("id");
        attach(id, owner, "upload-" + id);
        updateMedia(id, 1, "ready", true, "package-" + id);
        Reply reply = post(CONTENTS + "/" + id + "/publish", creator(owner), null);
        if (reply.status() != 200) {
            throw new AssertionError(reply);
        }
        return id;
    }

}
