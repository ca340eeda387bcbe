/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.contracts.monitor.AlertView;
import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertHandler;
import dev.streamgate.hardening.alert.AlertLevel;
import dev.streamgate.hardening.alert.AlertRules;
import dev.streamgate.hardening.alert.AlertState;
import dev.streamgate.hardening.alert.Alerts;
import dev.streamgate.monitor.database.DeferredMigration;
import dev.streamgate.monitor.notification.NotificationDispatcher;
import dev.streamgate.monitor.stream.TestStream;
import dev.streamgate.monitor.health.SuiteSamples;
import dev.streamgate.testing.postgres.PostgresServer;
import dev.streamgate.testing.time.MovableClock;

import static dev.streamgate.monitor.alert.Told.at;
import static org.assertj.core.api.Assertions.assertThat;

/** Alerts over restarts of the service and of its database. */
class SuiteAlertsIT {

    private static final AlertFilter ALL = AlertFilter.of(null, null, null, null);

    private final BlockingQueue<Alert> notified = new LinkedBlockingQueue<>();

    private final DriverManagerDataSource database = new DriverManagerDataSource(PostgresServer.createDatabase(),
            PostgresServer.USER, "");

    private final Evaluation evaluation = new Evaluation();

    private final MovableClock clock = new MovableClock(at(0));

    private final Alert down = Told.alert("ServiceDown", "upload", AlertLevel.CRITICAL, AlertState.FIRING, 0);

    @Test
    void anAlertThatFiresOverARestartIsToldOnceAndItsEndMeanwhileIsNoticed() throws Exception {
        SuiteAlerts before = started();
        this.evaluation.active = List.of(this.down);
        before.check();
        assertThat(next().state()).isEqualTo(AlertState.FIRING);
        awaitTold(before);
        before.write();

        SuiteAlerts after = started();
        after.check();
        assertThat(this.notified).isEmpty();
        AlertView firing = after.active(ALL).items().getFirst();
        assertThat(firing.state()).isEqualTo("firing");
        assertThat(firing.notifications()).isEqualTo(1);
        after.write();

        this.evaluation.active = List.of();
        SuiteAlerts last = started();
        last.check();
        assertThat(next().state()).isEqualTo(AlertState.RESOLVED);
        awaitTold(last);
        last.write();
        assertThat(last.history(ALL, 10, null).items()).singleElement().satisfies((alert) -> {
            assertThat(alert.id()).isEqualTo(firing.id());
            assertThat(alert.state()).isEqualTo("resolved");
            assertThat(alert.resolvedBy()).isEqualTo("condition");
            assertThat(alert.notifications()).isEqualTo(2);
        });
        assertThat(this.notified).isEmpty();
    }

    @Test
    void withoutADatabaseNothingIsToldUntilPatienceEndsThenAllGoesOnInMemory() throws Exception {
        String url = this.database.getUrl();
        this.database.setUrl("jdbc:postgresql://127.0.0.1:1/none");
        SuiteAlerts alerts = started();
        this.evaluation.active = List.of(this.down);
        alerts.check();
        assertThat(this.notified).isEmpty();
        this.clock.set(at(31));
        alerts.check();
        assertThat(next().rule()).isEqualTo("ServiceDown");
        awaitTold(alerts);
        assertThat(alerts.active(ALL).firing()).containsEntry("critical", 1);

        this.database.setUrl(url);
        alerts.write();
        assertThat(alerts.history(ALL, 10, null).items()).hasSize(1);
        alerts.check();
        assertThat(this.notified).isEmpty();
    }

    @Test
    void theSameEventTwiceIsOneAndWhatIsOldIsForgotten() {
        SuiteAlerts alerts = started();
        Alert event = Told.alert("ServiceStarted", "auth", AlertLevel.INFO, AlertState.RESOLVED, 0);
        alerts.event(event);
        alerts.write();
        alerts.event(event);
        alerts.event(Told.alert("ServiceStarted", "auth", AlertLevel.INFO, AlertState.RESOLVED, 60));
        alerts.write();
        assertThat(alerts.history(AlertFilter.of(null, "info", null, "auth"), 1, null).nextCursor()).isNotNull();
        assertThat(alerts.history(ALL, 10, null).items()).hasSize(2)
            .allSatisfy((alert) -> assertThat(alert.sources()).containsExactly("event"));
        this.clock.set(at(Duration.ofDays(31).toSeconds()));
        alerts.forget();
        assertThat(alerts.history(ALL, 10, null).items()).isEmpty();
        assertThat(this.notified).isEmpty();
    }

    @Test
    void resolvedByHandItStaysSoOverARestart() throws Exception {
        SuiteAlerts before = started();
        this.evaluation.active = List.of(this.down);
        before.check();
        next();
        awaitTold(before);
        String id = before.active(ALL).items().getFirst().id();
        assertThat(before.resolve(id, "olga")).get().extracting(AlertView::resolvedBy).isEqualTo("olga");
        before.check();
        assertThat(next().state()).isEqualTo(AlertState.RESOLVED);
        awaitTold(before);
        before.write();

        SuiteAlerts after = started();
        after.check();
        assertThat(this.notified).isEmpty();
        assertThat(after.active(ALL).items()).isEmpty();
        assertThat(after.find(id)).get().extracting(AlertView::state).isEqualTo("resolved");
        assertThat(after.resolve("nothing", "olga")).isEmpty();
    }

    /**
     * A process that has just been started and has found the database, if there is one.
     */
    private SuiteAlerts started() {
        JdbcClient jdbc = JdbcClient.create(this.database);
        IncidentProperties properties = new IncidentProperties(Duration.ofDays(30), 100, Duration.ofMinutes(15),
                Duration.ofMinutes(2), Duration.ZERO, Duration.ZERO, AlertLevel.WARNING, Duration.ofSeconds(30), 60);
        var beans = new StaticListableBeanFactory();
        beans.addBean("alerts", this.evaluation);
        SuiteSamples samples = new SuiteSamples();
        SuiteAlerts alerts = new SuiteAlerts(
                new OwnEvaluation(beans.getBeanProvider(Alerts.class), beans.getBeanProvider(AlertRules.class), samples,
                        this.clock.instant().plusMillis(1)),
                new IncidentStore(jdbc, JsonMapper.builder().build(), this.clock),
                new DeferredMigration(Flyway.configure().dataSource(this.database).load()),
                new NotificationDispatcher(List.of(new Receiver()), 1, Duration.ofMillis(1)), TestStream.create(),
                properties, this.clock);
        alerts.write();
        return alerts;
    }

    private Alert next() throws InterruptedException {
        Alert alert = this.notified.poll(10, TimeUnit.SECONDS);
        assertThat(alert).as("a notification").isNotNull();
        return alert;
    }

    /** The word that it was told comes after the handler has returned. */
    private static void awaitTold(SuiteAlerts alerts) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (alerts.isNotifying()) {
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
