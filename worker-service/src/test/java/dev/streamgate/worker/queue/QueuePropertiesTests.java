/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import dev.streamgate.suite.backoff.BackoffDelay;

import static org.assertj.core.api.Assertions.assertThat;

class QueuePropertiesTests {

    private final QueueProperties properties = new Binder(new MapConfigurationPropertySource())
        .bindOrCreate("streamgate.worker.queue", QueueProperties.class);

    @Test
    void theDefaultsAreThoseOfTheReadme() {
        assertThat(this.properties).isEqualTo(new QueueProperties(Duration.ofSeconds(15), Duration.ofSeconds(3), 5,
                Duration.ofSeconds(2), Duration.ofMinutes(5), 0.2, 1024, Duration.ofSeconds(1), Duration.ofSeconds(1),
                Duration.ofDays(14), Duration.ofMinutes(10), Duration.ofSeconds(10)));
    }

    @Test
    void retriesBackOffFromTwoSecondsToFiveMinutes() {
        assertThat(this.properties.retryDelay())
            .isEqualTo(new BackoffDelay(Duration.ofSeconds(2), Duration.ofMinutes(5), 0.2));
    }

}
