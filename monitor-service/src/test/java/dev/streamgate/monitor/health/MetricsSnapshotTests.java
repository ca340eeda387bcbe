/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.health;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.streamgate.contracts.monitor.InstanceMetrics;

import static org.assertj.core.api.Assertions.assertThat;

class MetricsSnapshotTests {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void countersAreSummedOverTheirLabelsAndErrorsAreCountedSeparately() {
        InstanceMetrics metrics = snapshot(NOON, 100, 7, 1).toView("auth", "127.0.0.1:1", null);
        assertThat(metrics.requests()).isEqualTo(107);
        assertThat(metrics.serverErrors()).isEqualTo(7);
        assertThat(metrics.heapUsedBytes()).isEqualTo(30);
        assertThat(metrics.heapMaxBytes()).isEqualTo(1_000);
        assertThat(metrics.cpu()).isEqualTo(0.25);
        assertThat(metrics.requestsPerSecond()).isNull();
        assertThat(metrics.errorRate()).isNull();
    }

    @Test
    void twoSnapshotsYieldRates() {
        InstanceMetrics metrics = snapshot(NOON.plusSeconds(10), 180, 27, 6).toView("auth", "127.0.0.1:1",
                snapshot(NOON, 100, 7, 1));
        assertThat(metrics.requestsPerSecond()).isEqualTo(10);
        assertThat(metrics.errorRate()).isEqualTo(0.2);
        assertThat(metrics.meanLatencySeconds()).isEqualTo(0.05);
    }

    @Test
    void aRestartedProcessYieldsNoRates() {
        assertThat(snapshot(NOON.plusSeconds(10), 3, 0, 0).toView("auth", "127.0.0.1:1", snapshot(NOON, 100, 7, 1))
            .requestsPerSecond()).isNull();
    }

    @Test
    void invalidLinesAreIgnored() {
        List<String> lines = List.of("", "# HELP x y", "jvm_memory_used_bytes", "jvm_memory_used_bytes{area=\"heap\"",
                "jvm_memory_used_bytes{area=\"heap\"} many", "jvm_memory_used_bytes{area=\"heap\",id=\"a\\\"}b\"} 5",
                "jvm_memory_used_bytes{area=\"heap\"} NaN", "jvm_memory_used_bytes{area=\"heap\"} 6 1700000000000",
                "\u0000\u0001{{{{", "jvm_memory_used_bytes{=}");
        assertThat(MetricsSnapshot.of(lines, NOON).heapUsed()).isEqualTo(11);
    }

    private static MetricsSnapshot snapshot(Instant at, int ok, int failed, double seconds) {
        Stream<String> lines = Stream.of("# TYPE http_server_requests_seconds summary",
                "http_server_requests_seconds_count{outcome=\"SUCCESS\",uri=\"/a,b{c}\"} " + ok,
                "http_server_requests_seconds_count{outcome=\"SERVER_ERROR\",uri=\"/a\"} " + failed + ".0",
                "http_server_requests_seconds_sum{outcome=\"SUCCESS\"} " + seconds,
                "jvm_memory_used_bytes{area=\"heap\",id=\"Eden\"} 10",
                "jvm_memory_used_bytes{area=\"heap\",id=\"Old\"} 20",
                "jvm_memory_used_bytes{area=\"nonheap\",id=\"Code\"} 99", "jvm_memory_max_bytes{area=\"heap\"} 1.0E3",
                "jvm_memory_max_bytes{area=\"nonheap\"} +Inf", "process_cpu_usage 0.25",
                "process_uptime_seconds " + (ok + 1));
        return MetricsSnapshot.of(lines::iterator, at);
    }

}
