/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker;

import java.time.Clock;

import javax.sql.DataSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.service.registry.ImportHttpServices;

import dev.streamgate.contracts.metadata.ContentFeedApi;
import dev.streamgate.contracts.metadata.PipelineApi;
import dev.streamgate.suite.postgres.DatabaseClock;
import dev.streamgate.suite.security.UserAuthorityApi;

/** The service that owns the job queue, the schedules and the media packages. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@ImportHttpServices(group = "auth", types = UserAuthorityApi.class)
@ImportHttpServices(group = "metadata", types = { PipelineApi.class, ContentFeedApi.class })
public class WorkerApplication {

    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(WorkerApplication.class, args);
    }

    /** The time source of the service; tests replace it. */
    @Bean
    Clock clock(DataSource database) {
        return DatabaseClock.of(database);
    }

}
