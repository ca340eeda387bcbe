/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import dev.streamgate.hardening.meter.DocumentedMeter;
import dev.streamgate.hardening.meter.MeterSpec;
import dev.streamgate.hardening.meter.MeterTag;

/** Meters of a service as a whole. */
enum ServiceMeter implements DocumentedMeter {

    /** Duration of requests. */
    REQUESTS(MeterSpec.timer("streamgate.requests",
            "Duration of requests, from the first filter to the end of the response, except those to the actuator; outcome: success, rejected (4xx), limited (429), failed (5xx).",
            MeterTag.OUTCOME)),

    /** Requests in progress. */
    ACTIVE(MeterSpec.gauge("streamgate.requests.active", "Requests in progress.")),

    /** Requests per second. */
    REQUEST_RATE(MeterSpec.gauge("streamgate.service.request.rate", "Requests per second over the sliding window.")),

    /** Ratio of failed requests. */
    ERROR_RATE(MeterSpec
        .gauge("streamgate.service.error.rate", "Ratio of failed requests (5xx) over the sliding window, 0 to 1.")
        .in("ratio")),

    /** Ratio of other requests. */
    SUCCESS_RATE(MeterSpec
        .gauge("streamgate.service.success.rate",
                "Ratio of requests over the sliding window that did not fail, 0 to 1; 1 without requests.")
        .in("ratio")),

    /** Health. */
    HEALTH(MeterSpec.gauge("streamgate.service.health",
            "1 if the service is live and ready, 0.5 if it is live and not ready, else 0.")),

    /** Uptime. */
    UPTIME(MeterSpec.gauge("streamgate.service.uptime", "Time since process start.").in("seconds"));

    private final MeterSpec spec;

    ServiceMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return this.spec;
    }

}
