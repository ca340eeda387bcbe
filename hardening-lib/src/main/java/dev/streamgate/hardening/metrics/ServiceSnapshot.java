/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import java.time.Duration;

/**
 * A service at one moment.
 *
 * @param requests over the sliding window
 * @param failures of these (5xx)
 * @param requestRate requests a second over the sliding window
 * @param errorRate share that failed, 0 to 1; 0 without requests
 * @param successRate share that did not fail, 0 to 1; 1 without requests
 * @param active requests that are being answered
 * @param totalRequests since the start
 * @param totalFailures since the start
 * @param meanLatency since the start
 * @param uptime since the process started
 */
public record ServiceSnapshot(long requests, long failures, double requestRate, double errorRate, double successRate,
        int active, long totalRequests, long totalFailures, Duration meanLatency, Duration uptime) {
}
