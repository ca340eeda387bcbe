/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.streamgate.monitor.ApiTest;
import dev.streamgate.testing.handlers.HandlerRules;
import dev.streamgate.testing.security.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

class AlertApiIT extends ApiTest implements HandlerRules {

    @Autowired
    private SuiteAlerts alerts;

    @BeforeEach
    void migrate() {
        this.alerts.flush();
    }

    @Test
    void anAlertOfAlertmanagerIsListedNotifiedOnceAndResolved() throws Exception {
        alertmanager("firing", "ServiceDown", "auth", ALERTMANAGER_TOKEN).expectStatus().isNoContent();
        alertmanager("firing", "ServiceDown", "auth", ALERTMANAGER_TOKEN).expectStatus().isNoContent();
        this.alerts.update();
        assertThat(notified.poll(10, TimeUnit.SECONDS)).contains("ServiceDown", "auth", "FIRING");
        get("/api/v1/monitor/alerts?state=firing&level=critical&service=auth").expectStatus()
            .isOk()
            .expectBody()
            .jsonPath("$.items.length()")
            .isEqualTo(1)
            .jsonPath("$.items[0].rule")
            .isEqualTo("ServiceDown")
            .jsonPath("$.items[0].sources[0]")
            .isEqualTo("alertmanager")
            .jsonPath("$.items[0].runbook")
            .isEqualTo("docs/runbooks/service-down.md")
            .jsonPath("$.items[0].value")
            .doesNotExist();
        get("/api/v1/monitor/alerts?level=warning&service=auth").expectBody().jsonPath("$.items.length()").isEqualTo(0);
        get("/api/v1/monitor/alerts?state=sleeping").expectStatus().isBadRequest();

        alertmanager("resolved", "ServiceDown", "auth", ALERTMANAGER_TOKEN).expectStatus().isNoContent();
        awaitDelivery();
        this.alerts.update();
        assertThat(notified.poll(10, TimeUnit.SECONDS)).contains("ServiceDown", "RESOLVED");
        awaitDelivery();
        this.alerts.flush();
        get("/api/v1/monitor/alerts/history?service=auth&limit=1").expectBody()
            .jsonPath("$.items[0].state")
            .isEqualTo("resolved")
            .jsonPath("$.items[0].notifications")
            .isEqualTo(2);
        get("/api/v1/monitor/alerts/history?cursor=!").expectStatus().isBadRequest();
    }

    @Test
    void onlyAlertmanagersTokenMayUseItsWebhook() {
        alertmanager("firing", "X", "auth", "another-token-of-the-length").expectStatus().isUnauthorized();
        alertmanager("firing", "X", "auth", TestTokens.user("root", "admin")).expectStatus().isForbidden();
        send(HttpMethod.POST, "/internal/v1/alert-events", ALERTMANAGER_TOKEN, Map.of()).expectStatus()
            .isUnauthorized();
        send(HttpMethod.GET, "/api/v1/monitor/alerts", ALERTMANAGER_TOKEN, null).expectStatus().isUnauthorized();
        send(HttpMethod.GET, "/api/v1/monitor/alerts", TestTokens.user("u", "creator"), null).expectStatus()
            .isForbidden();
        send(HttpMethod.POST, "/internal/v1/alertmanager", ALERTMANAGER_TOKEN,
                Map.of("version", "3", "alerts", List.of()))
            .expectStatus()
            .isBadRequest();
    }

    @Test
    void anEventIsAddedToTheHistoryAndAttributedToItsSender() {
        Map<String, Object> event = Map.of("fingerprint", "f", "rule", "CacheWarmed", "level", "INFO", "state",
                "RESOLVED", "labels", Map.of("service", "another-service", "cache", "contents"), "summary",
                "contents has 10 entries", "value", 1, "startedAt", Instant.now().toString());
        String service = TestTokens.service("metadata");
        send(HttpMethod.POST, "/internal/v1/alert-events", service, event).expectStatus().isNoContent();
        send(HttpMethod.POST, "/internal/v1/alert-events", service, event).expectStatus().isNoContent();
        this.alerts.flush();
        get("/api/v1/monitor/alerts/history?level=info&rule=CacheWarmed").expectBody()
            .jsonPath("$.items.length()")
            .isEqualTo(1)
            .jsonPath("$.items[0].labels.service")
            .isEqualTo("metadata")
            .jsonPath("$.items[0].summary")
            .isEqualTo("contents has 10 entries");
        send(HttpMethod.POST, "/internal/v1/alert-events", TestTokens.user("root", "admin"), event).expectStatus()
            .isForbidden();
        for (int number = 0; number < 5; number++) {
            send(HttpMethod.POST, "/internal/v1/alert-events", TestTokens.service("wild"), event);
        }
        send(HttpMethod.POST, "/internal/v1/alert-events", TestTokens.service("wild"), event).expectStatus()
            .isEqualTo(429);
    }

    @Test
    void anOperatorResolvesAnAlertManually() throws Exception {
        alertmanager("firing", "DiskFull", "upload", ALERTMANAGER_TOKEN);
        this.alerts.update();
        notified.poll(10, TimeUnit.SECONDS);
        awaitDelivery();
        String id = this.alerts.active(AlertFilter.of(null, null, "DiskFull", null)).items().getFirst().id();
        send(HttpMethod.POST, "/api/v1/monitor/alerts/" + id + "/resolve", operator(), null).expectStatus()
            .isOk()
            .expectBody()
            .jsonPath("$.state")
            .isEqualTo("resolved")
            .jsonPath("$.resolvedBy")
            .isEqualTo("op");
        send(HttpMethod.POST, "/api/v1/monitor/alerts/unknown/resolve", operator(), null).expectStatus().isNotFound();
        get("/api/v1/monitor/alerts/" + id).expectStatus().isOk();
        this.alerts.update();
        notified.poll(10, TimeUnit.SECONDS);
    }

    @Override
    public Map<String, String> writesWithoutAuditEvent() {
        return Map.of("AlertIngestController.alertmanager",
                "Repeated for every firing alert; the alerts' history contains the result with its source.",
                "AlertIngestController.event", "The alerts' history contains the event with its sender.");
    }

    private RestTestClient.ResponseSpec alertmanager(String status, String rule, String service, String token) {
        Map<String, Object> alert = Map.of("status", status, "labels",
                Map.of("alertname", rule, "service", service, "severity", "critical"), "annotations",
                Map.of("summary", rule + " of " + service, "runbook_url", "docs/runbooks/service-down.md"), "startsAt",
                "2026-11-21T12:00:00Z", "endsAt", "0001-01-01T00:00:00Z", "generatorURL", "http://prometheus");
        return send(HttpMethod.POST, "/internal/v1/alertmanager", token,
                Map.of("version", "4", "status", status, "groupKey", "g", "alerts", List.of(alert)));
    }

    private void awaitDelivery() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (this.alerts.isDelivering()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

}
