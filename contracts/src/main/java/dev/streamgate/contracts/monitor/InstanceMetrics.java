/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What one instance measures of itself, summed up.
 *
 * @param service the service's name
 * @param instance host and port
 * @param scrapedAt when it was read
 * @param uptimeSeconds since its process started
 * @param requests answered since then
 * @param serverErrors of these answered with 5xx
 * @param requestsPerSecond between the last two readings; {@code null} after only one
 * @param errorRate share of 5xx between the last two readings, 0 to 1; {@code null} after
 * only one, or without requests
 * @param meanLatencySeconds between the last two readings; {@code null} as above
 * @param heapUsedBytes heap in use
 * @param heapMaxBytes heap that it may use
 * @param cpu share of the machine, 0 to 1
 * @param threads platform threads
 * @param databaseConnections in use
 */
public record InstanceMetrics(String service, String instance, Instant scrapedAt, double uptimeSeconds, long requests,
        long serverErrors, @Nullable Double requestsPerSecond, @Nullable Double errorRate,
        @Nullable Double meanLatencySeconds, long heapUsedBytes, long heapMaxBytes, double cpu, int threads,
        int databaseConnections) {
}
