/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The HTTP client of tests. It speaks HTTP/1.1, follows no redirect, and gives up after
 * ten seconds without a connection or 60 seconds without a reply. Immutable: the
 * {@code with…} methods return clients that share its connections. Safe for threads.
 * <p>
 * A request's body is null for none, a {@link BodyPublisher} or a byte array as it is, a
 * {@link CharSequence} as JSON text, and any other object as JSON written by Jackson.
 * Texts and objects set {@code Content-Type: application/json} unless the request has
 * one. Headers are pairs of name and value and replace the client's own.
 */
public final class TestHttpClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient http;

    private final Supplier<URI> base;

    private final Map<String, String> headers;

    /**
     * A client of a server on this machine.
     * @param port the server's port
     */
    public TestHttpClient(int port) {
        this(URI.create("http://127.0.0.1:" + port));
    }

    /**
     * A client of one server.
     * @param base the address that paths are resolved against
     */
    public TestHttpClient(URI base) {
        this(() -> base);
    }

    /**
     * A client of a server that may move.
     * @param base gives the address for each request
     */
    public TestHttpClient(Supplier<URI> base) {
        this(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT).build(), base,
                Map.of());
    }

    private TestHttpClient(HttpClient http, Supplier<URI> base, Map<String, String> headers) {
        this.http = http;
        this.base = base;
        this.headers = headers;
    }

    /**
     * A client that sends through another JDK client, such as one that is bound to a
     * local address.
     * @param other the JDK client, which the caller closes
     */
    public TestHttpClient withHttpClient(HttpClient other) {
        return new TestHttpClient(other, this.base, this.headers);
    }

    /**
     * A client that authenticates its requests.
     * @param token the bearer token; null for none
     */
    public TestHttpClient withToken(@Nullable String token) {
        return withHeader("Authorization", (token != null) ? "Bearer " + token : null);
    }

    /**
     * A client that adds a header to its requests.
     * @param name the header's name, as other calls write it
     * @param value its value; null removes the header
     */
    public TestHttpClient withHeader(String name, @Nullable String value) {
        Map<String, String> changed = new LinkedHashMap<>(this.headers);
        if (value != null) {
            changed.put(name, value);
        }
        else {
            changed.remove(name);
        }
        return new TestHttpClient(this.http, this.base, Map.copyOf(changed));
    }

    /** The address of a path at the server. */
    public URI uri(String path) {
        return URI.create(this.base.get().toString().replaceFirst("/$", "") + path);
    }

    public Reply get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public Reply post(String path, @Nullable Object body, String... headers) {
        return send("POST", path, body, headers);
    }

    public Reply put(String path, @Nullable Object body, String... headers) {
        return send("PUT", path, body, headers);
    }

    public Reply patch(String path, @Nullable Object body, String... headers) {
        return send("PATCH", path, body, headers);
    }

    public Reply delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    /**
     * Sends a request and reads the whole reply.
     * @throws UncheckedIOException if no reply arrives
     */
    public Reply send(String method, String path, @Nullable Object body, String... headers) {
        return Reply.of(exchange(method, path, body, BodyHandlers.ofByteArray(), headers));
    }

    /**
     * Sends a GET request and leaves the reply's body to the caller, who closes it.
     * @throws UncheckedIOException if no reply arrives
     */
    public HttpResponse<InputStream> open(String path, String... headers) {
        return exchange("GET", path, null, BodyHandlers.ofInputStream(), headers);
    }

    private <T> HttpResponse<T> exchange(String method, String path, @Nullable Object body, BodyHandler<T> handler,
            String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(TIMEOUT);
        if (body != null && !(body instanceof BodyPublisher) && !(body instanceof byte[])) {
            request.setHeader("Content-Type", "application/json");
        }
        this.headers.forEach(request::setHeader);
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            return this.http.send(request.method(method, publisher(body)).build(), handler);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(method + " " + path, ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(method + " " + path, ex);
        }
    }

    private static BodyPublisher publisher(@Nullable Object body) {
        if (body == null) {
            return BodyPublishers.noBody();
        }
        if (body instanceof BodyPublisher publisher) {
            return publisher;
        }
        if (body instanceof byte[] bytes) {
            return BodyPublishers.ofByteArray(bytes);
        }
        return BodyPublishers.ofString(
                (body instanceof CharSequence text) ? text.toString() : JsonMapper.shared().writeValueAsString(body));
    }

}
