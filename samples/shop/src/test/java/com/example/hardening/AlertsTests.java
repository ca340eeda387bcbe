/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.hardening;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;

import com.example.shop.ShopApplication;
import com.example.shop.ShopClient;
import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertHandler;
import dev.streamgate.hardening.alert.AlertLevel;

import static org.assertj.core.api.Assertions.assertThat;

/** The predefined alerts in an application with little traffic. */
class AlertsTests {

    private static final String[] IMMEDIATELY = { "streamgate.alert.evaluation-interval=1s",
            "streamgate.alert.rules.ErrorRateCritical.for=0s", "streamgate.alert.rules.ErrorRateHigh.for=0s",
            "streamgate.alert.rules.ErrorBudgetBurnFast.for=0s", "streamgate.alert.rules.ErrorBudgetBurnSlow.for=0s" };

    @Test
    void aFewFailuresOfFewRequestsAreNotCritical() throws Exception {
        try (RunningApplication shop = start(15)) {
            Alerts alerts = shop.context().getBean(Alerts.class);
            ShopClient client = shop.client();
            awaitFirstEvaluation(client, alerts);
            for (int i = 0; i < 19; i++) {
                client.get((i % 7 == 0) ? "/api/products/broken" : "/api/products/1");
            }
            alerts.await("Traffic");
            assertThat(alerts.received).extracting(Alert::level).doesNotContain(AlertLevel.CRITICAL);
        }
    }

    @Test
    void anAlertNamesTheApplicationAndItsRunbookIsALink() throws Exception {
        try (RunningApplication shop = start(1_000_000)) {
            Alerts alerts = shop.context().getBean(Alerts.class);
            ShopClient client = shop.client();
            Alert alert = Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                for (int i = 0; i < 50; i++) {
                    client.get("/api/products/broken");
                }
                return alerts.find("ErrorRateCritical");
            }, (found) -> found != null);
            assertThat(alert.summary()).contains("shop").doesNotContain("()", "{{");
            assertThat(alert.runbook()).satisfiesAnyOf((runbook) -> assertThat(runbook).isNull(),
                    (runbook) -> assertThat(runbook).startsWith("https://"));
        }
    }

    private static RunningApplication start(int requests) {
        List<String> properties = new ArrayList<>(List.of(IMMEDIATELY));
        String rule = "streamgate.alert.rules.Traffic.";
        properties.add(rule + "expression=sum by (service) (increase(streamgate_requests_seconds_count[5m]))");
        properties.add(rule + "condition=gt");
        properties.add(rule + "threshold=" + requests);
        properties.add(rule + "level=info");
        properties.add(rule + "summary=Requests");
        rule = "streamgate.alert.rules.Started.";
        properties.add(rule + "expression=sum by (service) (rate(streamgate_requests_seconds_count[5m]))");
        properties.add(rule + "condition=gt");
        properties.add(rule + "threshold=0");
        properties.add(rule + "level=info");
        properties.add(rule + "summary=The first request was evaluated");
        return RunningApplication.start(AlertingShop.class, properties.toArray(String[]::new));
    }

    private static void awaitFirstEvaluation(ShopClient client, Alerts alerts) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            client.get("/api/products/1");
            return alerts.find("Started");
        }, (found) -> found != null);
    }

    @Import({ ShopApplication.class, Alerts.class })
    static class AlertingShop {

    }

    /** Receives the alerts. */
    static class Alerts implements AlertHandler {

        private final List<Alert> received = new CopyOnWriteArrayList<>();

        @Override
        public String name() {
            return "sample";
        }

        @Override
        public void handle(Alert alert) {
            this.received.add(alert);
        }

        Alert find(String rule) {
            return this.received.stream().filter((alert) -> alert.rule().equals(rule)).findFirst().orElse(null);
        }

        void await(String rule) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> find(rule), (found) -> found != null);
        }

    }

}
