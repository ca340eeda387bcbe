/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.net.URI;
import java.util.function.Consumer;
import java.util.function.Function;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/**
 * Posts alerts as JSON. Any status other than 2xx is a failure, including redirects.
 */
final class HttpAlertHandler implements AlertHandler {

    private final String name;

    private final AlertLevel level;

    private final RestClient client;

    private final URI address;

    private final Consumer<HttpHeaders> headers;

    private final Function<Alert, Object> body;

    HttpAlertHandler(String name, AlertLevel level, RestClient client, URI address, Consumer<HttpHeaders> headers,
            Function<Alert, Object> body) {
        this.name = name;
        this.level = level;
        this.client = client;
        this.address = address;
        this.headers = headers;
        this.body = body;
    }

    @Override
    public String name() {
        return this.name;
    }

    @Override
    public AlertLevel level() {
        return this.level;
    }

    @Override
    public void handle(Alert alert) {
        var status = this.client.post()
            .uri(this.address)
            .headers(this.headers)
            .contentType(MediaType.APPLICATION_JSON)
            .body(this.body.apply(alert))
            .retrieve()
            .toBodilessEntity()
            .getStatusCode();
        if (!status.is2xxSuccessful()) {
            throw new IllegalStateException("Status " + status.value());
        }
    }

}
