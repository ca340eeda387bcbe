/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.time.Clock;

import javax.sql.DataSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.service.registry.ImportHttpServices;

import dev.streamgate.contracts.metadata.PipelineApi;
import dev.streamgate.contracts.worker.JobApi;
import dev.streamgate.suite.postgres.DatabaseClock;
import dev.streamgate.suite.security.UserAuthorityApi;

/** Receives video files and submits them for transcoding. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@ImportHttpServices(group = "auth", types = UserAuthorityApi.class)
@ImportHttpServices(group = "metadata", types = PipelineApi.class)
@ImportHttpServices(group = "worker", types = JobApi.class)
public class UploadApplication {

    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(UploadApplication.class, args);
    }

    /** The source of time, replaceable in tests. */
    @Bean
    Clock clock(DataSource database) {
        return DatabaseClock.of(database);
    }

}
