/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming;

import java.time.Clock;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.web.service.registry.ImportHttpServices;

import dev.streamgate.contracts.metadata.PipelineApi;
import dev.streamgate.contracts.worker.OnDemandApi;
import dev.streamgate.contracts.worker.ReplacedPackageApi;

/** Serves playlists, segments and images to authorized viewers. */
@SpringBootApplication
@ConfigurationPropertiesScan
@ImportHttpServices(group = "metadata", types = PipelineApi.class)
@ImportHttpServices(group = "worker", types = { OnDemandApi.class, ReplacedPackageApi.class })
public class StreamingApplication {

    public static void main(String[] args) {
        SpringApplication.run(StreamingApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

}
