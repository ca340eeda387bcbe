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
 * One reading of an instance's meters; two of them give rates.
 *
 * @param at when it was taken
 * @param uptime seconds
 * @param requests counted since the process started
 * @param serverErrors of these
 * @param seconds spent on them in all
 * @param heapUsed bytes
 * @param heapMax bytes
 * @param cpu 0 to 1
 * @param threads platform threads
 * @param connections database connections in use
 */
record MetricsSnapshot(Instant at, double uptime, double requests, double serverErrors, double seconds, double heapUsed,
        double heapMax, double cpu, double threads, double connections) {

    private static final String REQUESTS = "http_server_requests_seconds_count";

    private static final String SECONDS = "http_server_requests_seconds_sum";

    private static final Set<String> WANTED = Set.of(REQUESTS, SECONDS, "process_uptime_seconds", "process_cpu_usage",
            "jvm_memory_used_bytes", "jvm_memory_max_bytes", "jvm_threads_live_threads", "hikaricp_connections_active");

    /** Whether a meter is read. */
    static boolean wants(String meter) {
        return WANTED.contains(meter);
    }

    static MetricsSnapshot of(Iterable<String> exposition, Instant at) {
        return of(Exposition.read(exposition, WANTED::contains), at);
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
     * What the instance shows, with rates since an earlier reading of the same process.
     */
    InstanceMetrics toView(String service, String instance, @Nullable MetricsSnapshot before) {
        Double rate = null;
        Double errors = null;
        Double latency = null;
        if (before != null && isLaterThan(before)) {
            double answered = this.requests - before.requests;
            rate = answered / (Duration.between(before.at, this.at).toNanos() / 1e9);
            if (answered > 0) {
                errors = (this.serverErrors - before.serverErrors) / answered;
                latency = (this.seconds - before.seconds) / answered;
            }
        }
        return new InstanceMetrics(service, instance, this.at, this.uptime, (long) this.requests,
                (long) this.serverErrors, rate, errors, latency, (long) this.heapUsed, (long) this.heapMax, this.cpu,
                (int) this.threads, (int) this.connections);
    }

    /**
     * Whether both are of the same process, so that counters have only grown between
     * them.
     */
    private boolean isLaterThan(MetricsSnapshot before) {
        return before.uptime <= this.uptime && before.requests <= this.requests && before.at.isBefore(this.at);
    }

}
