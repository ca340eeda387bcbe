/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.monitor.AlertView;
import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertDelivery;
import dev.streamgate.hardening.alert.AlertHandler;
import dev.streamgate.hardening.alert.AlertLevel;
import dev.streamgate.hardening.alert.AlertProperties;
import dev.streamgate.hardening.alert.AlertRules;
import dev.streamgate.hardening.alert.AlertState;
import dev.streamgate.hardening.alert.Alerts;
import dev.streamgate.monitor.database.DeferredMigration;
import dev.streamgate.monitor.health.SuiteSamples;
import dev.streamgate.monitor.stream.TestStream;
import dev.streamgate.testing.postgres.PostgresServer;
import dev.streamgate.testing.time.MovableClock;

import static dev.streamgate.monitor.alert.TestAlerts.at;
import static org.assertj.core.api.Assertions.assertThat;

/** Alerts across restarts of the service and of its database. */
class SuiteAlertsIT {

    private static final AlertProperties.Delivery SETTINGS = new AlertProperties.Delivery(10, 1, Duration.ofMillis(10),
            Duration.ofMillis(10));

    private static final AlertFilter ALL = AlertFilter.of(null, null, null, null);

    private final BlockingQueue<Alert> notified = new LinkedBlockingQueue<>();

    private final DriverManagerDataSource database = new DriverManagerDataSource(PostgresServer.createDatabase(),
            PostgresServer.USER, "");

    private final Evaluation evaluation = new Evaluation();

    private final MovableClock clock = new MovableClock(at(0));

    private final Alert down = TestAlerts.alert("ServiceDown", "upload", AlertLevel.CRITICAL, AlertState.FIRING, 0);

    @Test
    void anAlertThatFiresAcrossARestartIsNotifiedOnceAndSoIsItsResolution() throws Exception {
        SuiteAlerts before = started();
        this.evaluation.active = List.of(this.down);
        before.update();
        assertThat(next().state()).isEqualTo(AlertState.FIRING);
        awaitDelivery(before);
        before.flush();

        SuiteAlerts after = started();
        after.update();
        assertThat(this.notified).isEmpty();
        AlertView firing = after.active(ALL).items().getFirst();
        assertThat(firing.state()).isEqualTo("firing");
        assertThat(firing.notifications()).isEqualTo(1);
        after.flush();

        this.evaluation.active = List.of();
        SuiteAlerts last = started();
        last.update();
        assertThat(next().state()).isEqualTo(AlertState.RESOLVED);
        awaitDelivery(last);
        last.flush();
        assertThat(last.history(ALL, 10, null).items()).singleElement().satisfies((alert) -> {
            assertThat(alert.id()).isEqualTo(firing.id());
            assertThat(alert.state()).isEqualTo("resolved");
            assertThat(alert.resolvedBy()).isEqualTo("condition");
            assertThat(alert.notifications()).isEqualTo(2);
        });
        assertThat(this.notified).isEmpty();
    }

    @Test
    void withoutADatabaseNotificationsStartAfterTheStartupGraceAndAlertsAreKeptInMemory() throws Exception {
        String url = this.database.getUrl();
        this.database.setUrl("jdbc:postgresql://127.0.0.1:1/none");
        SuiteAlerts alerts = started();
        this.evaluation.active = List.of(this.down);
        alerts.update();
        assertThat(this.notified).isEmpty();
        this.clock.set(at(31));
        alerts.update();
        assertThat(next().rule()).isEqualTo("ServiceDown");
        awaitDelivery(alerts);
        assertThat(alerts.active(ALL).firing()).containsEntry("critical", 1);

        this.database.setUrl(url);
        alerts.flush();
        assertThat(alerts.history(ALL, 10, null).items()).hasSize(1);
        alerts.update();
        assertThat(this.notified).isEmpty();
    }

    @Test
    void aRepeatedEventIsRecordedOnceAndExpiredOnesAreDeleted() {
        SuiteAlerts alerts = started();
        Alert event = TestAlerts.alert("ServiceStarted", "auth", AlertLevel.INFO, AlertState.RESOLVED, 0);
        alerts.recordEvent(event);
        alerts.flush();
        alerts.recordEvent(event);
        alerts.recordEvent(TestAlerts.alert("ServiceStarted", "auth", AlertLevel.INFO, AlertState.RESOLVED, 60));
        alerts.flush();
        assertThat(alerts.history(AlertFilter.of(null, "info", null, "auth"), 1, null).nextCursor()).isNotNull();
        assertThat(alerts.history(ALL, 10, null).items()).hasSize(2)
            .allSatisfy((alert) -> assertThat(alert.sources()).containsExactly("event"));
        this.clock.set(at(Duration.ofDays(31).toSeconds()));
        alerts.deleteExpired();
        assertThat(alerts.history(ALL, 10, null).items()).isEmpty();
        assertThat(this.notified).isEmpty();
    }

    @Test
    void anAlertResolvedManuallyStaysResolvedAcrossARestart() throws Exception {
        SuiteAlerts before = started();
        this.evaluation.active = List.of(this.down);
        before.update();
        next();
        awaitDelivery(before);
        String id = before.active(ALL).items().getFirst().id();
        assertThat(before.resolve(id, "olga")).get().extracting(AlertView::resolvedBy).isEqualTo("olga");
        before.update();
        assertThat(next().state()).isEqualTo(AlertState.RESOLVED);
        awaitDelivery(before);
        before.flush();

        SuiteAlerts after = started();
        after.update();
        assertThat(this.notified).isEmpty();
        assertThat(after.active(ALL).items()).isEmpty();
        assertThat(after.find(id)).get().extracting(AlertView::state).isEqualTo("resolved");
        assertThat(after.resolve("nothing", "olga")).isEmpty();
    }

    /**
     * A process that has just started and, if the database is available, has read it.
     */
    private SuiteAlerts started() {
        JdbcClient jdbc = JdbcClient.create(this.database);
        IncidentProperties properties = new IncidentProperties(Duration.ofDays(30), 100, Duration.ofMinutes(15),
                Duration.ofMinutes(2), Duration.ZERO, Duration.ZERO, AlertLevel.WARNING, Duration.ofSeconds(30), 60);
        var beans = new StaticListableBeanFactory();
        beans.addBean("alerts", this.evaluation);
        SuiteSamples samples = new SuiteSamples();
        SuiteAlerts alerts = new SuiteAlerts(
                new LocalEvaluation(beans.getBeanProvider(Alerts.class), beans.getBeanProvider(AlertRules.class),
                        samples, Clock.offset(this.clock, Duration.ofMillis(1))),
                new IncidentStore(jdbc, JsonMapper.builder().build(), this.clock),
                new DeferredMigration(Flyway.configure().dataSource(this.database).load()),
                new IncidentRouter(new AlertDelivery(List.of(new Receiver()), SETTINGS, new SimpleMeterRegistry())),
                TestStream.create(), properties, this.clock);
        alerts.flush();
        return alerts;
    }

    private Alert next() throws InterruptedException {
        Alert alert = this.notified.poll(10, TimeUnit.SECONDS);
        assertThat(alert).as("a notification").isNotNull();
        return alert;
    }

    /** Completions are recorded after the handler has returned. */
    private static void awaitDelivery(SuiteAlerts alerts) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (alerts.isDelivering()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private final class Receiver implements AlertHandler {

        @Override
        public String name() {
            return "test";
        }

        @Override
        public void handle(Alert alert) {
            SuiteAlertsIT.this.notified.add(alert);
        }

    }

    private static final class Evaluation implements Alerts {

        private List<Alert> active = List.of();

        @Override
        public List<Alert> active() {
            return this.active;
        }

        @Override
        public List<Alert> history(int limit) {
            return List.of();
        }

        @Override
        public boolean resolve(String fingerprint) {
            return false;
        }

        @Override
        public void restore(Collection<Alert> alerts) {
        }

    }

}
