/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import dev.streamgate.testing.time.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

/** A few failures of a few requests are no emergency. */
class LowTrafficTests {

    @Test
    void threeFailuresOfNineteenRequestsRaiseNoAlert() {
        assertThat(raised(19, 3, 1)).isEmpty();
    }

    @Test
    void oneSlowRequestOfTwoRaisesNoAlert() {
        assertThat(raised(2, 0, 0.5)).isEmpty();
    }

    @Test
    void allFailuresOfFewRequestsRaiseNoAlert() {
        assertThat(raised(30, 30, 1)).isEmpty();
    }

    @Test
    void fewSlowRequestsRaiseNoAlert() {
        assertThat(raised(40, 0, 0)).isEmpty();
    }

    @Test
    void manyFailuresRaiseAlerts() {
        assertThat(raised(190, 30, 1)).contains("ErrorRateCritical", "ErrorBudgetBurnFast");
    }

    @Test
    void manySlowRequestsRaiseAlerts() {
        assertThat(raised(80, 0, 0.5)).contains("LatencyCritical");
    }

    /**
     * Names of the alerts that fire within half an hour of a burst of requests.
     * @param fast ratio of the requests that took less than a second
     */
    private static Set<String> raised(int requests, int failures, double fast) {
        Set<String> raised = new TreeSet<>();
        MovableClock clock = new MovableClock();
        int[] step = { 0 };
        AlertEvaluator evaluator = new AlertEvaluator(new DefaultAlertRules(PredefinedRules.all(), (event) -> {
        }), (metric) -> samples(metric, (step[0] > 1) ? requests : 0, (step[0] > 1) ? failures : 0, fast), clock,
                new AlertEvaluator.Bounds(1000, 1000, 100_000), (alert) -> raised.add(alert.rule()), (event) -> {
                });
        for (; step[0] < 60; step[0]++) {
            evaluator.evaluate();
            clock.advance(Duration.ofSeconds(30));
        }
        return raised;
    }

    private static List<Sample> samples(String metric, double requests, double failures, double fast) {
        List<Sample> samples = new ArrayList<>();
        Map<String, String> operation = Map.of("service", "shop", "duration", "short");
        switch (metric) {
            case "streamgate_requests_seconds_count" -> {
                samples.add(new Sample(Map.of("service", "shop", "outcome", "success"), requests - failures));
                samples.add(new Sample(Map.of("service", "shop", "outcome", "failed"), failures));
            }
            case "streamgate_operations_seconds_count" -> samples.add(new Sample(operation, requests));
            case "streamgate_operations_seconds_bucket" -> {
                for (String bound : List.of("1.0", "30.0", "+Inf")) {
                    samples.add(new Sample(Map.of("service", "shop", "duration", "short", "le", bound),
                            bound.equals("1.0") ? requests * fast : requests));
                }
            }
            default -> {
            }
        }
        return samples;
    }

}
