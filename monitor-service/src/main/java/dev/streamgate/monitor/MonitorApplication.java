/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor;

import java.time.Clock;

import javax.sql.DataSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

import dev.streamgate.suite.postgres.DatabaseClock;

/** Health, metrics, alerts, audit events and logs of the whole suite. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class MonitorApplication {

    public static void main(String[] args) {
        SpringApplication.run(MonitorApplication.class, args);
    }

    /**
     * The source of time, replaceable in tests; the service starts without a database.
     */
    @Bean
    Clock clock(DataSource database) {
        return DatabaseClock.deferred(database);
    }

    /** None at startup, since the service starts without a database. */
    @Bean
    FlywayMigrationStrategy noMigrationAtStartup() {
        return (flyway) -> {
        };
    }

}
