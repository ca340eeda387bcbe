/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.hardening.alert.AlertRules;
import dev.streamgate.hardening.alert.Alerts;
import dev.streamgate.monitor.database.DeferredMigration;
import dev.streamgate.monitor.notification.NotificationDispatcher;
import dev.streamgate.monitor.stream.ChangeStream;
import dev.streamgate.monitor.health.SuiteSamples;

/** Sets up the alerts. */
@Configuration(proxyBeanMethods = false)
class AlertConfiguration {

    @Bean
    IncidentStore episodeStore(JdbcClient jdbc, JsonMapper json, ObjectProvider<Clock> clock) {
        return new IncidentStore(jdbc, json, clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    SuiteAlerts suiteAlerts(ObjectProvider<Alerts> alerts, ObjectProvider<AlertRules> rules, SuiteSamples samples,
            IncidentStore store, DeferredMigration schema, NotificationDispatcher outlets, ChangeStream changes,
            IncidentProperties properties, ObjectProvider<Clock> clocks) {
        Clock clock = clocks.getIfAvailable(Clock::systemUTC);
        return new SuiteAlerts(new OwnEvaluation(alerts, rules, samples, clock.instant()), store, schema, outlets,
                changes, properties, clock);
    }

}
