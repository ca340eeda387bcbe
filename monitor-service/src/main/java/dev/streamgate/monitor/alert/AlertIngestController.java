/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.monitor.AlertEvent;
import dev.streamgate.contracts.monitor.AlertmanagerWebhook;
import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertLevel;
import dev.streamgate.hardening.alert.AlertState;
import dev.streamgate.suite.security.Caller;

/** Receives Alertmanager's alerts and the events of services. */
@RestController
@RequestMapping("/internal/v1")
class AlertIngestController {

    private static final int MAX_TEXT = 500;

    private final SuiteAlerts alerts;

    private final EventRateLimiter rateLimiter;

    AlertIngestController(SuiteAlerts alerts, IncidentProperties properties, Clock clock) {
        this.alerts = alerts;
        this.rateLimiter = new EventRateLimiter(properties.eventsPerMinute(), clock);
    }

    /** Alertmanager's webhook. Items without the label {@code alertname} are ignored. */
    @PostMapping("/alertmanager")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void alertmanager(@Valid @RequestBody AlertmanagerWebhook webhook) {
        for (AlertmanagerWebhook.Item item : webhook.alerts()) {
            Map<String, String> labels = new HashMap<>(item.labels());
            String rule = labels.remove("alertname");
            if (rule != null) {
                this.alerts.receive(report(item, rule, labels), "firing".equals(item.status()));
            }
        }
    }

    /** An event of a service, attributed to the service whose token was sent. */
    @PostMapping("/alert-events")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void event(@Valid @RequestBody AlertEvent event) {
        String service = Caller.current().map(Caller::id).orElse("service:unknown").replaceFirst("^service:", "");
        this.rateLimiter.consume(service);
        Map<String, String> labels = new HashMap<>(event.labels());
        labels.put("service", service);
        this.alerts.recordEvent(new Alert(Alert.fingerprint(event.rule(), labels), event.rule(), AlertLevel.INFO,
                AlertState.RESOLVED, labels, event.summary(), event.runbook(), 1, event.startedAt(), event.startedAt(),
                event.startedAt()));
    }

    private static AlertReport report(AlertmanagerWebhook.Item item, String rule, Map<String, String> labels) {
        Map<String, String> annotations = (item.annotations() != null) ? item.annotations() : Map.of();
        String summary = annotations.getOrDefault("summary", annotations.getOrDefault("description", rule));
        String runbook = annotations.getOrDefault("runbook_url", annotations.get("runbook"));
        return new AlertReport(Alert.fingerprint(rule, labels), rule, level(labels.get("severity")), labels,
                truncate(summary), (runbook != null) ? truncate(runbook) : null, null, item.startsAt(),
                item.startsAt());
    }

    /** Unknown severities, which come from an operator's own rules, count as warnings. */
    private static AlertLevel level(@Nullable String severity) {
        String label = (severity != null) ? severity.toLowerCase(Locale.ROOT) : "";
        return List.of(AlertLevel.values())
            .stream()
            .filter((level) -> level.label().equals(label))
            .findFirst()
            .orElse(AlertLevel.WARNING);
    }

    private static String truncate(String text) {
        return (text.length() <= MAX_TEXT) ? text : text.substring(0, MAX_TEXT) + "…";
    }

}
