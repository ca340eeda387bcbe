/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import java.util.List;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import dev.streamgate.hardening.meter.BoundedTag;

import static org.assertj.core.api.Assertions.assertThat;

class SeriesLimitTests {

    @Test
    void aMeterHasAtMostTheConfiguredNumberOfSeries() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        SeriesLimit.apply(registry, 10, List.of("*"));
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
    void removedSeriesMakeRoomForOthers() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        SeriesLimit.apply(registry, 10, List.of("*"));
        for (int i = 0; i < 10_000; i++) {
            Counter counter = registry.counter("temporary", "job", "" + i);
            counter.increment();
            assertThat(registry.find("temporary").counters()).as("series of job %d", i).hasSizeBetween(1, 10);
            if (i >= 9) {
                assertThat(counter.count()).isEqualTo(1);
                registry.remove(registry.get("temporary").tag("job", "" + (i - 9)).counter());
            }
        }
    }

    @Test
    void meterNamesOfRemovedSeriesMakeRoomForOthers() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        SeriesLimit.apply(registry, 10, List.of("*"));
        for (int i = 0; i < 30_000; i++) {
            Counter counter = registry.counter("temporary." + i);
            counter.increment();
            assertThat(counter.count()).isEqualTo(1);
            registry.remove(counter);
        }
    }

    @Test
    void seriesOfEachRegistryOfACompositeCountOnce() {
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        SimpleMeterRegistry first = new SimpleMeterRegistry();
        SimpleMeterRegistry second = new SimpleMeterRegistry();
        for (MeterRegistry registry : List.of(composite, first, second)) {
            SeriesLimit.apply(registry, 10, List.of("*"));
        }
        composite.add(first);
        composite.add(second);
        for (int i = 0; i < 100; i++) {
            composite.counter("hostile", "path", "/" + i).increment();
        }
        assertThat(first.find("hostile").counters()).hasSize(10);
        assertThat(second.find("hostile").counters()).hasSize(10);
        assertThat(composite.find("hostile").counters()).hasSize(10);
        composite.remove(composite.get("hostile").tag("path", "/3").counter());
        composite.counter("hostile", "path", "/new").increment();
        assertThat(second.get("hostile").tag("path", "/new").counter().count()).isEqualTo(1);
    }

    /** A series that another filter denies takes no room. */
    @Test
    void onlyRegisteredSeriesCount() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        SeriesLimit.apply(registry, 10, List.of("*"));
        registry.config().meterFilter(MeterFilter.deny((id) -> "hidden".equals(id.getTag("kind"))));
        for (int i = 0; i < 100; i++) {
            registry.counter("mixed", "kind", "hidden", "path", "/" + i).increment();
        }
        Counter shown = registry.counter("mixed", "kind", "shown", "path", "/");
        shown.increment();
        assertThat(shown.count()).isEqualTo(1);
    }

    @Test
    void tagValuesBeyondTheBoundBecomeOther() {
        BoundedTag agents = new BoundedTag(2);
        assertThat(agents.of("a")).isEqualTo("a");
        assertThat(agents.of("b")).isEqualTo("b");
        assertThat(agents.of("c")).isEqualTo("other");
        assertThat(agents.of("a")).isEqualTo("a");
    }

    @Test
    void theApplicationsMetersAreNotChanged() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        SeriesLimit.apply(registry, 10, List.of("streamgate.*"));
        for (int i = 0; i < 50; i++) {
            registry.counter("orders", "shop", Integer.toString(i));
            registry.counter("streamgate.things", "thing", Integer.toString(i));
        }
        assertThat(registry.find("orders").counters()).hasSize(50);
        assertThat(registry.find("streamgate.things").counters()).hasSize(10);
    }

}
