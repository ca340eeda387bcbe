/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.database;

import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Defers the migration of the schema, since the service starts without a database. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean
    FlywayMigrationStrategy noMigrationAtStartup() {
        return (flyway) -> {
        };
    }

    @Bean
    DeferredMigration deferredMigration(Flyway flyway) {
        return new DeferredMigration(flyway);
    }

}
