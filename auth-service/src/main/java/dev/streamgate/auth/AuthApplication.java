/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth;

import java.time.Clock;

import javax.sql.DataSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

import dev.streamgate.suite.postgres.DatabaseClock;

/** Authenticates users and services, and issues their tokens. */
@SpringBootApplication
@EnableScheduling
@EnableConfigurationProperties(AuthProperties.class)
public class AuthApplication {

    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(AuthApplication.class, args);
    }

    /** The source of time, replaceable in tests. */
    @Bean
    Clock clock(DataSource database) {
        return DatabaseClock.of(database);
    }

}
