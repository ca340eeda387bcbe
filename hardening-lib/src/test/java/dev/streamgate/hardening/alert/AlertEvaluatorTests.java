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

import dev.streamgate.testing.time.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

class AlertEvaluatorTests {

    private final MovableClock clock = new MovableClock();

    private final Map<String, List<Sample>> samples = new HashMap<>();

    private final List<Alert> told = new ArrayList<>();

    private final List<InfoEvent> events = new ArrayList<>();

    private final DefaultAlertRules rules = new DefaultAlertRules(
            List.of(rule(Duration.ofMinutes(1), Duration.ofMinutes(2))), this.events::add);

    private final AlertEvaluator evaluator = evaluator(1000, 100);

    @Test
    void anAlertIsPendingThenFiringThenResolvedAndToldTwice() {
        check(1);
        assertThat(this.evaluator.active()).isEmpty();
        check(11);
        assertThat(this.evaluator.active()).extracting(Alert::state).containsExactly(AlertState.PENDING);
        assertThat(this.told).isEmpty();
        check(12);
        check(13);
        assertThat(this.evaluator.active()).extracting(Alert::state).containsExactly(AlertState.FIRING);
        assertThat(this.told).hasSize(1);
        Alert fired = this.told.get(0);
        assertThat(fired.labels()).isEqualTo(Map.of("service", "a", "team", "video", "severity", "warning"));
        assertThat(fired.summary()).isEqualTo("a is too big");
        assertThat(fired.fingerprint()).isEqualTo(Alert.fingerprint("TooBig",
                Map.of("service", "a", "team", "video", "severity", "warning", "alertname", "TooBig")));
        assertThat(fired.value()).isEqualTo(13);
        assertThat(Duration.between(fired.startedAt(), fired.firedAt())).isEqualTo(Duration.ofMinutes(1));
        for (int i = 0; i < 5; i++) {
            check(1);
        }
        assertThat(this.told).extracting(Alert::state).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        assertThat(this.evaluator.active()).isEmpty();
        assertThat(this.evaluator.history(10)).extracting(Alert::state)
            .containsExactly(AlertState.RESOLVED, AlertState.FIRING);
    }

    @Test
    void aConditionThatEndsBeforeItsTimeIsNeverTold() {
        check(11);
        check(1);
        check(11);
        check(1);
        assertThat(this.told).isEmpty();
        assertThat(this.evaluator.history(10)).isEmpty();
    }

    @Test
    void anAlertThatComesAndGoesIsOne() {
        fire();
        for (int i = 0; i < 20; i++) {
            check(1);
            check(1);
            check(11);
        }
        assertThat(this.told).hasSize(1);
    }

    @Test
    void eachSetOfLabelsIsAnAlertOfItsOwn() {
        for (int i = 0; i < 3; i++) {
            read(List.of(sample("a", 11), sample("b", 1), sample("c", 12)));
        }
        assertThat(this.told).extracting((alert) -> alert.labels().get("service")).containsExactlyInAnyOrder("a", "c");
        assertThat(this.told).extracting(Alert::fingerprint).doesNotHaveDuplicates();
    }

    @Test
    void aSeriesThatEndsResolvesItsAlert() {
        fire();
        for (int i = 0; i < 6; i++) {
            read(List.of());
        }
        assertThat(this.told).extracting(Alert::state).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
    }

    @Test
    void whatIsNotANumberMeetsNoCondition() {
        for (int i = 0; i < 5; i++) {
            check(Double.NaN);
        }
        assertThat(this.evaluator.active()).isEmpty();
    }

    @Test
    void aRuleThatIsRemovedResolvesItsAlerts() {
        fire();
        assertThat(this.rules.remove("TooBig")).isTrue();
        check(11);
        assertThat(this.told).extracting(Alert::state).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        assertThat(this.events).extracting(InfoEvent::kind).containsExactly(InfoEvent.Kind.CONFIGURATION_CHANGED);
    }

    @Test
    void aRuleThatIsChangedKeepsItsAlertsWhereItStillHolds() {
        fire();
        AlertRule rule = this.rules.find("TooBig").orElseThrow();
        this.rules.put(new AlertRule(rule.name(), rule.expression(), rule.condition(), 12, rule.pendingPeriod(),
                Duration.ZERO, rule.level(), rule.labels(), rule.summary(), rule.runbook()));
        check(13);
        assertThat(this.told).hasSize(1);
        check(12);
        assertThat(this.told).extracting(Alert::state).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
    }

    @Test
    void anAlertResolvedByHandStaysSoUntilItsConditionHasEnded() {
        fire();
        String fingerprint = this.told.get(0).fingerprint();
        assertThat(this.evaluator.resolve(fingerprint)).isTrue();
        assertThat(this.evaluator.resolve(fingerprint)).isFalse();
        assertThat(this.evaluator.resolve("unknown")).isFalse();
        check(11);
        check(11);
        assertThat(this.evaluator.active()).isEmpty();
        assertThat(this.told).extracting(Alert::state).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        check(1);
        fire();
        assertThat(this.told).hasSize(3);
    }

    @Test
    void whatWasFiringBeforeARestartIsNotToldAgainAndIsResolved() {
        fire();
        List<Alert> before = this.evaluator.active();
        this.told.clear();
        AlertEvaluator next = evaluator(1000, 100);
        next.restore(before);
        assertThat(next.active()).isEqualTo(before);
        this.samples.put("size", List.of(sample("a", 13)));
        next.check();
        assertThat(this.told).isEmpty();
        this.samples.put("size", List.of());
        for (int i = 0; i < 6; i++) {
            this.clock.advance(Duration.ofSeconds(30));
            next.check();
        }
        assertThat(this.told).extracting(Alert::state).containsExactly(AlertState.RESOLVED);
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
            small.check();
            this.clock.advance(Duration.ofSeconds(30));
        }
        assertThat(small.active()).hasSize(3);
        assertThat(small.history(100)).hasSize(2);
        assertThat(small.refused()).isPositive();
    }

    @Test
    void readingsOfCountersAreBounded() {
        DefaultAlertRules rates = new DefaultAlertRules(List.of(rate()), (event) -> {
        });
        AlertEvaluator small = new AlertEvaluator(rates, (meter) -> this.samples.getOrDefault(meter, List.of()),
                this.clock, new AlertEvaluator.Bounds(10, 10, 1000), (alert) -> {
                }, (event) -> {
                });
        List<Sample> many = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            many.add(sample("s" + i, 1));
        }
        this.samples.put("size", many);
        small.check();
        assertThat(small.refused()).isGreaterThan(4000);
    }

    @Test
    void countersThatBeganAnewAreToldOnceForEachProcess() {
        DefaultAlertRules rates = new DefaultAlertRules(List.of(rate()), (event) -> {
        });
        AlertEvaluator evaluator = new AlertEvaluator(rates, (meter) -> this.samples.getOrDefault(meter, List.of()),
                this.clock, new AlertEvaluator.Bounds(10, 10, 1000), this.told::add, this.events::add);
        for (double value : new double[] { 5, 9, 2, 4 }) {
            this.samples.put("size", List.of(sample("a", value), new Sample(Map.of("service", "a", "x", "y"), value)));
            evaluator.check();
            this.clock.advance(Duration.ofSeconds(30));
        }
        assertThat(this.events).containsExactly(
                new InfoEvent(InfoEvent.Kind.METRICS_RESET, "Counters of a began anew", Map.of("service", "a")));
    }

    private void fire() {
        check(11);
        check(12);
        check(13);
    }

    private void check(double value) {
        read(List.of(sample("a", value)));
    }

    private void read(List<Sample> now) {
        this.samples.put("size", now);
        this.evaluator.check();
        this.clock.advance(Duration.ofSeconds(30));
    }

    private AlertEvaluator evaluator(int active, int history) {
        return new AlertEvaluator(this.rules, (meter) -> this.samples.getOrDefault(meter, List.of()), this.clock,
                new AlertEvaluator.Bounds(active, history, 1000), this.told::add, this.events::add);
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
