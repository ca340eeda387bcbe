/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.monitor.AlertView;
import dev.streamgate.contracts.monitor.AlertsView;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.suite.page.PageLimit;
import dev.streamgate.suite.security.Caller;

/** API of the suite's alerts, for operators. */
@RestController
@RequestMapping("/api/v1/monitor/alerts")
@RateLimited("monitor")
@PreAuthorize("hasRole('OPERATOR')")
class AlertController {

    private static final String LEVEL = "(?i)critical|warning|info";

    private static final int MAX_RESOLVED = 100;

    private static final int MAX_LIMIT = 500;

    private final SuiteAlerts alerts;

    AlertController(SuiteAlerts alerts) {
        this.alerts = alerts;
    }

    /**
     * Pending and firing alerts; with {@code state=resolved}, the latest resolved ones.
     */
    @GetMapping
    AlertsView alerts(
            @RequestParam(required = false) @Pattern(regexp = "(?i)pending|firing|resolved",
                    message = "must be one of pending, firing, resolved") @Nullable String state,
            @RequestParam(required = false) @Pattern(regexp = LEVEL,
                    message = "must be one of critical, warning, info") @Nullable String level,
            @RequestParam(required = false) @Nullable String rule,
            @RequestParam(required = false) @Nullable String service) {
        AlertFilter filter = AlertFilter.of(state, level, rule, service);
        AlertsView active = this.alerts.active(filter);
        return "resolved".equalsIgnoreCase(state)
                ? new AlertsView(this.alerts.history(filter, MAX_RESOLVED, null).items(), active.firing()) : active;
    }

    @GetMapping("/history")
    Page<AlertView> history(
            @RequestParam(required = false) @Pattern(regexp = "(?i)firing|resolved",
                    message = "must be one of firing, resolved") @Nullable String state,
            @RequestParam(required = false) @Pattern(regexp = LEVEL,
                    message = "must be one of critical, warning, info") @Nullable String level,
            @RequestParam(required = false) @Nullable String rule,
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return this.alerts.history(AlertFilter.of(state, level, rule, service),
                PageLimit.of(limit, PageLimit.DEFAULT, MAX_LIMIT), cursor);
    }

    @GetMapping("/{id}")
    AlertView alert(@PathVariable String id) {
        return this.alerts.find(id).orElseThrow(AlertController::notFound);
    }

    /** Resolves a firing alert manually; a resolved one stays unchanged. */
    @PostMapping("/{id}/resolve")
    @Audited("alert.resolve")
    AlertView resolve(@PathVariable String id) {
        return this.alerts.resolve(id, Caller.required().id()).orElseThrow(AlertController::notFound);
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "Alert not found.");
    }

}
