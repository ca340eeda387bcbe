/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.shop;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** An HTTP client of the shop; immutable. */
public record ShopClient(HttpClient http, int port, String[] headers) {

    public ShopClient(int port) {
        this(HttpClient.newBuilder().cookieHandler(new CookieManager()).build(), port, new String[0]);
    }

    /** This client with HTTP basic authentication; the password is the name. */
    public ShopClient as(String user) {
        String credentials = user + ":" + user;
        return with("Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    public ShopClient accepting(String mediaType) {
        return with("Accept", mediaType);
    }

    public ShopClient with(String name, String value) {
        String[] all = Arrays.copyOf(this.headers, this.headers.length + 2);
        all[all.length - 2] = name;
        all[all.length - 1] = value;
        return new ShopClient(this.http, this.port, all);
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    public HttpResponse<String> post(String path, String contentType, String body)
            throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path));
        return (this.headers.length > 0) ? request.headers(this.headers) : request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

}
