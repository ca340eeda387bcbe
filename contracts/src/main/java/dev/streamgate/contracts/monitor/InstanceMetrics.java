/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Summary of one instance's metrics. Rates cover the time between the last two scrapes.
 *
 * @param service name of the service
 * @param instance host and port
 * @param scrapedAt time of the last scrape
 * @param uptimeSeconds time since the process started
 * @param requests requests since the process started
 * @param serverErrors requests that failed with 5xx since the process started
 * @param requestsPerSecond request rate; {@code null} after a single scrape
 * @param errorRate share of 5xx, 0 to 1; {@code null} after a single scrape or without
 * requests
 * @param meanLatencySeconds mean latency; {@code null} after a single scrape or without
 * requests
 * @param heapUsedBytes heap in use
 * @param heapMaxBytes maximum heap
 * @param cpu CPU usage of the process, 0 to 1
 * @param threads platform threads
 * @param databaseConnections database connections in use
 */
public record InstanceMetrics(String service, String instance, Instant scrapedAt, double uptimeSeconds, long requests,
        long serverErrors, @Nullable Double requestsPerSecond, @Nullable Double errorRate,
        @Nullable Double meanLatencySeconds, long heapUsedBytes, long heapMaxBytes, double cpu, int threads,
        int databaseConnections) {
}
