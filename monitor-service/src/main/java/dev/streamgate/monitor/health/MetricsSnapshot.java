/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.monitor.InstanceMetrics;

/**
 * The metrics of one scrape of an instance; two of them yield rates.
 *
 * @param at time of the scrape
 * @param uptime seconds since the process started
 * @param requests requests since the process started
 * @param serverErrors requests that failed with 5xx since the process started
 * @param seconds total duration of the requests
 * @param heapUsed heap in use, bytes
 * @param heapMax maximum heap, bytes
 * @param cpu CPU usage, 0 to 1
 * @param threads platform threads
 * @param connections database connections in use
 */
record MetricsSnapshot(Instant at, double uptime, double requests, double serverErrors, double seconds, double heapUsed,
        double heapMax, double cpu, double threads, double connections) {

    private static final String REQUESTS = "http_server_requests_seconds_count";

    private static final String SECONDS = "http_server_requests_seconds_sum";

    private static final Set<String> METRICS = Set.of(REQUESTS, SECONDS, "process_uptime_seconds", "process_cpu_usage",
            "jvm_memory_used_bytes", "jvm_memory_max_bytes", "jvm_threads_live_threads", "hikaricp_connections_active");

    /** Whether a snapshot includes a metric. */
    static boolean includes(String metric) {
        return METRICS.contains(metric);
    }

    static MetricsSnapshot of(Iterable<String> exposition, Instant at) {
        return of(Exposition.read(exposition, METRICS::contains), at);
    }

    static MetricsSnapshot of(Exposition samples, Instant at) {
        return new MetricsSnapshot(at, samples.sum("process_uptime_seconds"), samples.sum(REQUESTS),
                samples.sum(REQUESTS, (labels) -> "SERVER_ERROR".equals(labels.get("outcome"))), samples.sum(SECONDS),
                samples.sum("jvm_memory_used_bytes", (labels) -> "heap".equals(labels.get("area"))),
                samples.sum("jvm_memory_max_bytes", (labels) -> "heap".equals(labels.get("area"))),
                samples.sum("process_cpu_usage"), samples.sum("jvm_threads_live_threads"),
                samples.sum("hikaricp_connections_active"));
    }

    /**
     * The view of the instance, with rates since an earlier snapshot of the same process.
     * @param previous the earlier snapshot; null for none
     */
    InstanceMetrics toView(String service, String instance, @Nullable MetricsSnapshot previous) {
        Double rate = null;
        Double errors = null;
        Double latency = null;
        if (previous != null && isLaterThan(previous)) {
            double requestCount = this.requests - previous.requests;
            rate = requestCount / (Duration.between(previous.at, this.at).toNanos() / 1e9);
            if (requestCount > 0) {
                errors = (this.serverErrors - previous.serverErrors) / requestCount;
                latency = (this.seconds - previous.seconds) / requestCount;
            }
        }
        return new InstanceMetrics(service, instance, this.at, this.uptime, (long) this.requests,
                (long) this.serverErrors, rate, errors, latency, (long) this.heapUsed, (long) this.heapMax, this.cpu,
                (int) this.threads, (int) this.connections);
    }

    /**
     * Whether both are of the same process, so that counters were not reset in between.
     */
    private boolean isLaterThan(MetricsSnapshot previous) {
        return previous.uptime <= this.uptime && previous.requests <= this.requests && previous.at.isBefore(this.at);
    }

}
