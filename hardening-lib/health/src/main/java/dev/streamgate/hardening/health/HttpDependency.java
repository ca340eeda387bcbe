/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.health;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** An HTTP server, available if it responds with 2xx in time. */
record HttpDependency(String name, URI url, boolean required, Duration timeout,
        HttpClient client) implements Dependency {

    @Override
    public void check() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(this.url).timeout(this.timeout).GET().build();
        int status = this.client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status < 200 || status >= 300) {
            throw new IOException("Responded with status " + status);
        }
    }

}
