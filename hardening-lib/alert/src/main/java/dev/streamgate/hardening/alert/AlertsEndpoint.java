/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * Actuator endpoint for alerts: {@code GET /actuator/alerts?level=&limit=}.
 */
@Endpoint(id = "alerts")
public class AlertsEndpoint {

    private static final int DEFAULT_LIMIT = 100;

    private static final int MAX_LIMIT = 1_000;

    private final Alerts alerts;

    AlertsEndpoint(Alerts alerts) {
        this.alerts = alerts;
    }

    /**
     * Returns the active alerts and the history.
     * @param level only alerts of this level; null for all
     * @param limit maximum number of history entries, 1 to 1000; 100 if null
     */
    @ReadOperation
    public View alerts(@Nullable AlertLevel level, @Nullable Integer limit) {
        int entries = (limit != null) ? Math.max(1, Math.min(MAX_LIMIT, limit)) : DEFAULT_LIMIT;
        List<Alert> history = this.alerts.history(Integer.MAX_VALUE)
            .stream()
            .filter((alert) -> level == null || alert.level() == level)
            .limit(entries)
            .toList();
        return new View((level != null) ? this.alerts.active(level) : this.alerts.active(), history);
    }

    /**
     * Response of the endpoint.
     *
     * @param active pending and firing alerts, the most urgent first
     * @param history past changes, latest first
     */
    public record View(List<Alert> active, List<Alert> history) {
    }

}
