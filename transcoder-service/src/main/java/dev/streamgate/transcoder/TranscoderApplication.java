/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder;

import java.time.Clock;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.web.service.registry.ImportHttpServices;

import dev.streamgate.contracts.worker.LeaseApi;

/** Leases media tasks from worker-service and performs them. */
@SpringBootApplication
@ConfigurationPropertiesScan
@ImportHttpServices(group = "worker", types = LeaseApi.class)
public class TranscoderApplication {

    public static void main(String[] args) {
        SpringApplication.run(TranscoderApplication.class, args);
    }

    /** The source of time; tests replace it. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

}
