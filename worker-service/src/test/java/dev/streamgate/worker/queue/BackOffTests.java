/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class BackOffTests {

    private final QueueProperties properties = new Binder(new MapConfigurationPropertySource())
        .bindOrCreate("streamgate.worker.queue", QueueProperties.class);

    private final BackOff backOff = new BackOff(this.properties);

    @Test
    void theWaitDoublesUpToABound() {
        for (int failures = 1; failures <= 100; failures++) {
            double full = Math.min(2000 * Math.pow(2, failures - 1), 300_000);
            assertThat((double) this.backOff.after("job", failures).toMillis()).isBetween(0.8 * full - 1, full);
        }
    }

    @Test
    void jobsThatFailedTogetherComeBackApartAndAlwaysInTheSameWay() {
        Set<Duration> waits = IntStream.range(0, 100)
            .mapToObj((n) -> this.backOff.after("job-" + n, 5))
            .collect(Collectors.toSet());
        assertThat(waits).hasSizeGreaterThan(90);
        assertThat(this.backOff.after("job", 3)).isEqualTo(this.backOff.after("job", 3));
    }

    @Test
    void theDefaultsAreThoseOfTheReadme() {
        assertThat(this.properties).isEqualTo(new QueueProperties(Duration.ofSeconds(15), 5, Duration.ofSeconds(2),
                Duration.ofMinutes(5), 0.2, 1024, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofDays(14),
                Duration.ofMinutes(10), Duration.ofSeconds(10)));
    }

}
