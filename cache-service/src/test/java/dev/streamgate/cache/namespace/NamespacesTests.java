/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.cache.namespace;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import dev.streamgate.cache.namespace.NamespaceProperties.Bounds;
import dev.streamgate.hardening.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NamespacesTests {

    private final AtomicLong nanos = new AtomicLong();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final Namespaces namespaces = new Namespaces(
            new NamespaceProperties(2, DataSize.ofKilobytes(64), bounds(1000, 1), Map.of("few", bounds(10, 1))),
            this.nanos::get, new NamespaceMeters(this.meters), null);

    @Test
    void aValueExpiresAfterItsTtl() {
        Namespace namespace = this.namespaces.getOrCreate("a");
        namespace.put("short", value(namespace, "1", Duration.ofSeconds(2)));
        namespace.put("usual", value(namespace, "2", null));
        this.nanos.addAndGet(Duration.ofSeconds(2).toNanos() - 1);
        assertThat(namespace.get("short")).isPresent();
        this.nanos.addAndGet(1);
        assertThat(namespace.get("short")).isEmpty();
        assertThat(namespace.get("usual")).isPresent();
        this.nanos.addAndGet(Duration.ofMinutes(5).toNanos());
        assertThat(namespace.get("usual")).isEmpty();
    }

    @Test
    void entriesAndBytesStayWithinTheirBounds() {
        Namespace few = this.namespaces.getOrCreate("few");
        Namespace large = this.namespaces.getOrCreate("large");
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            few.put("k" + i, value(few, "x", null));
            large.put("k" + i, value(large, "x".repeat(random.nextInt(60_000)), null));
            assertThat(few.entries()).isLessThanOrEqualTo(11);
            assertThat(large.bytes()).isLessThanOrEqualTo(DataSize.ofMegabytes(1).toBytes());
        }
        assertThat(large.toView().evictions()).isPositive();
    }

    @Test
    void aNamespaceBeyondTheMaximumIsRejected() {
        this.namespaces.getOrCreate("a");
        this.namespaces.getOrCreate("b");
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> this.namespaces.getOrCreate("c"))
            .satisfies((problem) -> assertThat(problem.getStatusCode().value()).isEqualTo(507));
        assertThat(this.namespaces.getOrCreate("a")).isNotNull();
        assertThat(this.namespaces.all()).containsOnlyKeys("a", "b");
    }

    @Test
    void removingANamespaceFreesItsPlaceAndRemovesItsMeters() {
        Namespace removed = this.namespaces.getOrCreate("a");
        this.namespaces.getOrCreate("b");
        removed.put("k", value(removed, "1", null));
        removed.get("k");
        assertThat(this.meters.get("cache.gets").tag("cache", "a").tag("result", "hit").functionCounter().count())
            .isOne();
        this.namespaces.remove("a");
        assertThat(this.meters.find("cache.gets").tag("cache", "a").meters()).isEmpty();
        assertThat(this.meters.find("cache.gets").tag("cache", "b").meters()).isNotEmpty();
        this.namespaces.getOrCreate("c");
        this.namespaces.remove("c");
        assertThat(this.namespaces.getOrCreate("a").get("k")).isEmpty();
    }

    @Test
    void ttlsOutOfRangeAndLargeValuesAreRejected() {
        Namespace namespace = this.namespaces.getOrCreate("a");
        assertThat(List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(2)))
            .allSatisfy((ttl) -> assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> value(namespace, "1", ttl)));
        assertThatExceptionOfType(ProblemException.class)
            .isThrownBy(() -> value(namespace, "x".repeat(64 * 1024 + 1), null));
    }

    @Test
    void statisticsCountHitsAndMisses() {
        Namespace namespace = this.namespaces.getOrCreate("a");
        namespace.put("k", value(namespace, "1", null));
        namespace.get("k");
        namespace.get("k");
        namespace.get("other");
        assertThat(namespace.toView().hits()).isEqualTo(2);
        assertThat(namespace.toView().misses()).isEqualTo(1);
    }

    private CachedValue value(Namespace namespace, String text, Duration ttl) {
        return this.namespaces.value((namespace.bounds().maxEntries() == 10) ? "few" : "a",
                text.getBytes(StandardCharsets.UTF_8), "text/plain", ttl);
    }

    private static Bounds bounds(int entries, long megabytes) {
        return new Bounds(entries, DataSize.ofMegabytes(megabytes), Duration.ofMinutes(5), Duration.ofDays(1));
    }

}
