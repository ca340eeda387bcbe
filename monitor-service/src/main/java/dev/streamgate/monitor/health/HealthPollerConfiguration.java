/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.health;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

import dev.streamgate.monitor.history.HealthHistory;
import dev.streamgate.monitor.stream.ChangeStream;
import dev.streamgate.monitor.suite.Instances;

/** Configures the polling of instances. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class HealthPollerConfiguration {

    @Bean
    SuiteSamples suiteSamples() {
        return new SuiteSamples();
    }

    @Bean
    HealthPoller healthPoller(Instances instances, SuiteSamples samples, ObjectProvider<Clock> clock,
            ChangeStream changes, HealthHistory history) {
        return new HealthPoller(instances, (instance) -> new PolledInstance(instance, instances.client(), samples,
                clock.getIfAvailable(Clock::systemUTC)), samples, changes, history);
    }

}
