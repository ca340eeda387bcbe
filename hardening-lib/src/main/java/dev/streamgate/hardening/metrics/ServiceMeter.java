/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

/** What is measured of a service as a whole. */
enum ServiceMeter implements DocumentedMeter {

    /** Requests. */
    REQUESTS(MeterSpec.timer("streamgate.requests",
            "Time of requests from the first byte to the end of the reply, whoever answered them, but for those to actuator; outcome: success, rejected (4xx), limited (429), failed (5xx).",
            MeterTag.OUTCOME)),

    /** Requests under way. */
    ACTIVE(MeterSpec.gauge("streamgate.requests.active", "Requests that are being answered.")),

    /** Requests a second. */
    REQUEST_RATE(MeterSpec.gauge("streamgate.service.request.rate", "Requests a second over the sliding window.")),

    /** Share of failures. */
    ERROR_RATE(MeterSpec
        .gauge("streamgate.service.error.rate", "Share of requests over the sliding window that failed (5xx), 0 to 1.")
        .in("ratio")),

    /** Share of successes. */
    SUCCESS_RATE(MeterSpec
        .gauge("streamgate.service.success.rate",
                "Share of requests over the sliding window that did not fail, 0 to 1; 1 without requests.")
        .in("ratio")),

    /** Health. */
    HEALTH(MeterSpec.gauge("streamgate.service.health",
            "1 when the service is alive and takes traffic, 0.5 when it is alive only, else 0.")),

    /** Uptime. */
    UPTIME(MeterSpec.gauge("streamgate.service.uptime", "Time since the process started.").in("seconds"));

    private final MeterSpec spec;

    ServiceMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}
