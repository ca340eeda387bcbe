/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.health;

import java.util.Optional;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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

/** The view of the suite, for operators. */
@RestController
@RequestMapping("/api/v1/monitor")
@RateLimited("monitor")
@PreAuthorize("hasRole('OPERATOR')")
class MonitorController {

    private final HealthPoller watch;

    private final HealthHistory history;

    MonitorController(HealthPoller watch, HealthHistory history) {
        this.watch = watch;
        this.history = history;
    }

    @GetMapping("/health")
    SuiteHealth health() {
        return this.watch.health();
    }

    @GetMapping("/health/history")
    Page<InstanceHealth> healthHistory(@RequestParam(required = false) @Nullable String service,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return this.history.page(service, limit, cursor);
    }

    @GetMapping("/metrics")
    SuiteMetrics metrics(@RequestParam(required = false) @Nullable String service) {
        return this.watch.metrics(Optional.ofNullable(service));
    }

}
