/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.database;

import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets up the schema. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    /**
     * The service starts without a database; {@link DeferredMigration} migrates later.
     */
    @Bean
    FlywayMigrationStrategy migrateWhenThereIsADatabase() {
        return (flyway) -> {
        };
    }

    @Bean
    DeferredMigration schema(Flyway flyway) {
        return new DeferredMigration(flyway);
    }

}
