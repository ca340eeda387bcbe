/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import java.time.Duration;

/**
 * The metrics of a service at one point in time. Immutable.
 *
 * @param requests completed requests of the sliding window
 * @param failures failed requests (5xx) of the sliding window
 * @param requestRate requests per second over the sliding window
 * @param errorRate ratio of failed requests, 0 to 1; 0 without requests
 * @param successRate ratio of other requests, 0 to 1; 1 without requests
 * @param active requests in progress
 * @param totalRequests completed requests since process start
 * @param totalFailures failed requests since process start
 * @param meanLatency mean duration since process start
 * @param uptime time since process start
 */
public record ServiceSnapshot(long requests, long failures, double requestRate, double errorRate, double successRate,
        int active, long totalRequests, long totalFailures, Duration meanLatency, Duration uptime) {
}
