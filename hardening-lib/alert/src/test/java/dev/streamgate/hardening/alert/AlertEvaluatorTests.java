/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.streamgate.hardening.event.InfoEvent;
import dev.streamgate.testing.time.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

class AlertEvaluatorTests {

    private final MovableClock clock = new MovableClock();

    private final Map<String, List<Sample>> samples = new HashMap<>();

    private final List<Alert> routed = new ArrayList<>();

    private final List<InfoEvent> events = new ArrayList<>();

    private final DefaultAlertRules rules = new DefaultAlertRules(
            List.of(rule(Duration.ofMinutes(1), Duration.ofMinutes(2))), this.events::add);

    private final AlertEvaluator evaluator = evaluator(1000, 100);

    @Test
    void anAlertIsPendingThenFiringThenResolvedAndRoutedTwice() {
        evaluate(1);
        assertThat(this.evaluator.active()).isEmpty();
        evaluate(11);
        assertThat(this.evaluator.active()).extracting(Alert::state).containsExactly(AlertState.PENDING);
        assertThat(this.routed).isEmpty();
        evaluate(12);
        evaluate(13);
        assertThat(this.evaluator.active()).extracting(Alert::state).containsExactly(AlertState.FIRING);
        assertThat(this.routed).hasSize(1);
        Alert fired = this.routed.get(0);
        assertThat(fired.labels()).isEqualTo(Map.of("service", "a", "team", "video", "severity", "warning"));
        assertThat(fired.summary()).isEqualTo("a is too big");
        assertThat(fired.fingerprint()).isEqualTo(Alert.fingerprint("TooBig",
                Map.of("service", "a", "team", "video", "severity", "warning", "alertname", "TooBig")));
        assertThat(fired.value()).isEqualTo(13);
        assertThat(Duration.between(fired.startedAt(), fired.firedAt())).isEqualTo(Duration.ofMinutes(1));
        for (int i = 0; i < 5; i++) {
            evaluate(1);
        }
        assertThat(this.routed).extracting(Alert::state).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        assertThat(this.evaluator.active()).isEmpty();
        assertThat(this.evaluator.history(10)).extracting(Alert::state)
            .containsExactly(AlertState.RESOLVED, AlertState.FIRING);
    }

    @Test
    void aConditionThatEndsWithinThePendingPeriodRoutesNothing() {
        evaluate(11);
        evaluate(1);
        evaluate(11);
        evaluate(1);
        assertThat(this.routed).isEmpty();
        assertThat(this.evaluator.history(10)).isEmpty();
    }

    @Test
    void aFlappingConditionIsOneAlert() {
        fire();
        for (int i = 0; i < 20; i++) {
            evaluate(1);
            evaluate(1);
            evaluate(11);
        }
        assertThat(this.routed).hasSize(1);
    }

    @Test
    void eachSetOfLabelsHasItsOwnAlert() {
        for (int i = 0; i < 3; i++) {
            evaluate(List.of(sample("a", 11), sample("b", 1), sample("c", 12)));
        }
        assertThat(this.routed).extracting((alert) -> alert.labels().get("service"))
            .containsExactlyInAnyOrder("a", "c");
        assertThat(this.routed).extracting(Alert::fingerprint).doesNotHaveDuplicates();
    }

    @Test
    void theEndOfASeriesResolvesItsAlert() {
        fire();
        for (int i = 0; i < 6; i++) {
            evaluate(List.of());
        }
        assertThat(this.routed).extracting(Alert::state).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
    }

    @Test
    void noConditionHoldsForNaN() {
        for (int i = 0; i < 5; i++) {
            evaluate(Double.NaN);
        }
        assertThat(this.evaluator.active()).isEmpty();
    }

    @Test
    void removingARuleResolvesItsAlerts() {
        fire();
        assertThat(this.rules.remove("TooBig")).isTrue();
        evaluate(11);
        assertThat(this.routed).extracting(Alert::state).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        assertThat(this.events).extracting(InfoEvent::kind).containsExactly(InfoEvent.Kind.CONFIGURATION_CHANGED);
    }

    @Test
    void changingARuleKeepsTheAlertsWhoseConditionStillHolds() {
        fire();
        AlertRule rule = this.rules.find("TooBig").orElseThrow();
        this.rules.put(new AlertRule(rule.name(), rule.expression(), rule.condition(), 12, rule.pendingPeriod(),
                Duration.ZERO, rule.level(), rule.labels(), rule.summary(), rule.runbook()));
        evaluate(13);
        assertThat(this.routed).hasSize(1);
        evaluate(12);
        assertThat(this.routed).extracting(Alert::state).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
    }

    @Test
    void anAlertResolvedManuallyStaysResolvedUntilItsConditionHasEnded() {
        fire();
        String fingerprint = this.routed.get(0).fingerprint();
        assertThat(this.evaluator.resolve(fingerprint)).isTrue();
        assertThat(this.evaluator.resolve(fingerprint)).isFalse();
        assertThat(this.evaluator.resolve("unknown")).isFalse();
        evaluate(11);
        evaluate(11);
        assertThat(this.evaluator.active()).isEmpty();
        assertThat(this.routed).extracting(Alert::state).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        evaluate(1);
        fire();
        assertThat(this.routed).hasSize(3);
    }

    @Test
    void restoredAlertsAreNotRoutedAgainAndAreResolved() {
        fire();
        List<Alert> before = this.evaluator.active();
        this.routed.clear();
        AlertEvaluator next = evaluator(1000, 100);
        next.restore(before);
        assertThat(next.active()).isEqualTo(before);
        this.samples.put("size", List.of(sample("a", 13)));
        next.evaluate();
        assertThat(this.routed).isEmpty();
        this.samples.put("size", List.of());
        for (int i = 0; i < 6; i++) {
            this.clock.advance(Duration.ofSeconds(30));
            next.evaluate();
        }
        assertThat(this.routed).extracting(Alert::state).containsExactly(AlertState.RESOLVED);
    }

    @Test
    void alertsAndHistoryAreBounded() {
        AlertEvaluator small = evaluator(3, 2);
        List<Sample> many = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            many.add(sample("s" + i, 99));
        }
        this.samples.put("size", many);
        for (int i = 0; i < 3; i++) {
            small.evaluate();
            this.clock.advance(Duration.ofSeconds(30));
        }
        assertThat(small.active()).hasSize(3);
        assertThat(small.history(100)).hasSize(2);
        assertThat(small.dropped()).isPositive();
    }

    @Test
    void counterSamplesAreBounded() {
        DefaultAlertRules rates = new DefaultAlertRules(List.of(rate()), (event) -> {
        });
        AlertEvaluator small = new AlertEvaluator(rates, (metric) -> this.samples.getOrDefault(metric, List.of()),
                this.clock, new AlertEvaluator.Bounds(10, 10, 1000), (alert) -> {
                }, (event) -> {
                });
        List<Sample> many = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            many.add(sample("s" + i, 1));
        }
        this.samples.put("size", many);
        small.evaluate();
        assertThat(small.dropped()).isGreaterThan(4000);
    }

    @Test
    void aCounterResetIsOneEventForEachProcess() {
        DefaultAlertRules rates = new DefaultAlertRules(List.of(rate()), (event) -> {
        });
        AlertEvaluator evaluator = new AlertEvaluator(rates, (metric) -> this.samples.getOrDefault(metric, List.of()),
                this.clock, new AlertEvaluator.Bounds(10, 10, 1000), this.routed::add, this.events::add);
        for (double value : new double[] { 5, 9, 2, 4 }) {
            this.samples.put("size", List.of(sample("a", value), new Sample(Map.of("service", "a", "x", "y"), value)));
            evaluator.evaluate();
            this.clock.advance(Duration.ofSeconds(30));
        }
        assertThat(this.events).containsExactly(
                new InfoEvent(InfoEvent.Kind.METRICS_RESET, "Counters of a were reset", Map.of("service", "a")));
    }

    private void fire() {
        evaluate(11);
        evaluate(12);
        evaluate(13);
    }

    private void evaluate(double value) {
        evaluate(List.of(sample("a", value)));
    }

    private void evaluate(List<Sample> samples) {
        this.samples.put("size", samples);
        this.evaluator.evaluate();
        this.clock.advance(Duration.ofSeconds(30));
    }

    private AlertEvaluator evaluator(int active, int history) {
        return new AlertEvaluator(this.rules, (metric) -> this.samples.getOrDefault(metric, List.of()), this.clock,
                new AlertEvaluator.Bounds(active, history, 1000), this.routed::add, this.events::add);
    }

    private static Sample sample(String service, double value) {
        return new Sample(Map.of("service", service), value);
    }

    private static AlertRule rate() {
        return new AlertRule("Growing", AlertExpression.of("rate(size[5m])"), AlertCondition.GT, 1000, Duration.ZERO,
                Duration.ZERO, AlertLevel.INFO, Map.of(), "It grows", null);
    }

    private static AlertRule rule(Duration pendingPeriod, Duration keepFiring) {
        return new AlertRule("TooBig", AlertExpression.of("size"), AlertCondition.GT, 10, pendingPeriod, keepFiring,
                AlertLevel.WARNING, Map.of("team", "video"), "{{ $labels.service }} is too big", null);
    }

}
