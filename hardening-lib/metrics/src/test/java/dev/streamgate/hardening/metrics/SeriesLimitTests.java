/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import dev.streamgate.hardening.meter.BoundedTag;

import static org.assertj.core.api.Assertions.assertThat;

class SeriesLimitTests {

    @Test
    void aMeterHasAtMostTheConfiguredNumberOfSeries() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        registry.config().meterFilter(new SeriesLimit(10));
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 10_000; i++) {
                registry.counter("hostile", "path", "/" + i).increment();
            }
        }
        assertThat(registry.find("hostile").counters()).hasSize(10);
        assertThat(registry.get("hostile").tag("path", "/3").counter().count()).isEqualTo(2);
        registry.counter("other").increment();
        assertThat(registry.get("other").counter().count()).isEqualTo(1);
    }

    @Test
    void tagValuesBeyondTheBoundBecomeOther() {
        BoundedTag agents = new BoundedTag(2);
        assertThat(agents.of("a")).isEqualTo("a");
        assertThat(agents.of("b")).isEqualTo("b");
        assertThat(agents.of("c")).isEqualTo("other");
        assertThat(agents.of("a")).isEqualTo("a");
    }

}
