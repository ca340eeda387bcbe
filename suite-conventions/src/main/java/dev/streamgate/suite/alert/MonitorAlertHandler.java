/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.alert;

import java.net.URI;

import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertHandler;
import dev.streamgate.suite.security.ServiceTokens;

/** Posts alerts to monitor-service with the service's own token. */
final class MonitorAlertHandler implements AlertHandler {

    private final RestClient client;

    private final URI address;

    private final ServiceTokens tokens;

    MonitorAlertHandler(RestClient client, URI monitor, ServiceTokens tokens) {
        this.client = client;
        this.address = URI.create(monitor.toString().replaceFirst("/+$", "") + "/internal/v1/alert-events");
        this.tokens = tokens;
    }

    @Override
    public String name() {
        return "forward";
    }

    /** Any status other than 2xx is a failure, including redirects. */
    @Override
    public void handle(Alert alert) {
        var status = this.client.post()
            .uri(this.address)
            .headers((headers) -> headers.setBearerAuth(this.tokens.get()))
            .contentType(MediaType.APPLICATION_JSON)
            .body(alert)
            .retrieve()
            .toBodilessEntity()
            .getStatusCode();
        if (!status.is2xxSuccessful()) {
            throw new IllegalStateException("Status " + status.value());
        }
    }

}
