/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.health;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.monitor.InstanceHealth;
import dev.streamgate.contracts.monitor.SuiteHealth;
import dev.streamgate.contracts.monitor.SuiteMetrics;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.monitor.history.HealthHistory;
import dev.streamgate.suite.page.PageLimit;

/** API of the suite's health and metrics, for operators. */
@RestController
@RequestMapping("/api/v1/monitor")
@RateLimited("monitor")
@PreAuthorize("hasRole('OPERATOR')")
class MonitorController {

    private static final int MAX_LIMIT = 500;

    private final HealthPoller poller;

    private final HealthHistory history;

    MonitorController(HealthPoller poller, HealthHistory history) {
        this.poller = poller;
        this.history = history;
    }

    @GetMapping("/health")
    SuiteHealth health() {
        return this.poller.health();
    }

    @GetMapping("/health/history")
    Page<InstanceHealth> healthHistory(@RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return this.history.page(service, PageLimit.of(limit, PageLimit.DEFAULT, MAX_LIMIT), cursor);
    }

    @GetMapping("/metrics")
    SuiteMetrics metrics(@RequestParam(required = false) @Nullable String service) {
        return this.poller.metrics(Optional.ofNullable(service));
    }

}
