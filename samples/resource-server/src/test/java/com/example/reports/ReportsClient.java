/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.reports;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Sends requests with credentials. */
public record ReportsClient(HttpClient http, int port) {

    public ReportsClient(int port) {
        this(HttpClient.newHttpClient(), port);
    }

    public HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        return send(path, (token != null) ? "Bearer " + token : null);
    }

    public HttpResponse<String> send(String path, String authorization) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

}
