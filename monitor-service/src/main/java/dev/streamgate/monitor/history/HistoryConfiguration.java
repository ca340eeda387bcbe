/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.history;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.streamgate.monitor.database.DeferredMigration;

/** Configures the health history. */
@Configuration(proxyBeanMethods = false)
class HistoryConfiguration {

    @Bean
    HealthHistory healthHistory(JdbcClient jdbc, DeferredMigration migration, ObjectProvider<Clock> clock,
            HistoryProperties properties) {
        return new HealthHistory(jdbc, migration, clock.getIfAvailable(Clock::systemUTC), properties);
    }

}
