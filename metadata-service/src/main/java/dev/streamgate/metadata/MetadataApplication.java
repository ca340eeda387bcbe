/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata;

import java.time.Clock;

import javax.sql.DataSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.service.registry.ImportHttpServices;

import dev.streamgate.suite.postgres.DatabaseClock;
import dev.streamgate.suite.security.UserAuthorityApi;

/** The service that owns contents. */
@SpringBootApplication
@EnableCaching
@EnableScheduling
@ConfigurationPropertiesScan
@ImportHttpServices(group = "auth", types = UserAuthorityApi.class)
public class MetadataApplication {

    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(MetadataApplication.class, args);
    }

    @Bean
    Clock clock(DataSource database) {
        return DatabaseClock.of(database);
    }

}
