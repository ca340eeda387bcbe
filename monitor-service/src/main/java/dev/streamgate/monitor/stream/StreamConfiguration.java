/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.stream;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.streamgate.monitor.suite.MonitorProperties;

/** Configures the stream of changes. */
@Configuration(proxyBeanMethods = false)
class StreamConfiguration {

    @Bean
    ChangeStream changeStream(MonitorProperties properties) {
        return new ChangeStream(properties.replay());
    }

}
