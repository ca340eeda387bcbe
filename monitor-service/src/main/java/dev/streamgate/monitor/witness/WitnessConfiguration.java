/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.witness;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

import dev.streamgate.monitor.suite.Instances;

/**
 * Configures the witness. It queries the configured host names and not the addresses that
 * they resolve to, since an address may later belong to another instance with another
 * journal and key.
 */
@Configuration(proxyBeanMethods = false)
class WitnessConfiguration {

    @Bean
    Witness witness(WitnessProperties properties, WitnessedHeads heads, Instances instances, JsonMapper json,
            Clock clock, MeterRegistry meters, ApplicationEventPublisher events) {
        return new Witness(instances.configured(), new JournalHeadCollector(instances.client(), json), heads,
                properties, clock, meters, events);
    }

}
