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

import dev.streamgate.hardening.alert.AlertDelivery;
import dev.streamgate.hardening.alert.AlertRules;
import dev.streamgate.hardening.alert.Alerts;
import dev.streamgate.monitor.database.DeferredMigration;
import dev.streamgate.monitor.health.SuiteSamples;
import dev.streamgate.monitor.stream.ChangeStream;

/** Configures incidents and the routing of alerts. */
@Configuration(proxyBeanMethods = false)
class AlertConfiguration {

    @Bean
    IncidentStore incidentStore(JdbcClient jdbc, JsonMapper json, ObjectProvider<Clock> clock) {
        return new IncidentStore(jdbc, json, clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    IncidentRouter incidentRouter(AlertDelivery delivery) {
        return new IncidentRouter(delivery);
    }

    @Bean
    SuiteAlerts suiteAlerts(ObjectProvider<Alerts> alerts, ObjectProvider<AlertRules> rules, SuiteSamples samples,
            IncidentStore store, DeferredMigration migration, IncidentRouter router, ChangeStream changes,
            IncidentProperties properties, ObjectProvider<Clock> clocks) {
        Clock clock = clocks.getIfAvailable(Clock::systemUTC);
        return new SuiteAlerts(new LocalEvaluation(alerts, rules, samples, clock.instant()), store, migration, router,
                changes, properties, clock);
    }

}
