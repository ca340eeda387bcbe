/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.journal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.monitor.AggregatedPage;
import dev.streamgate.contracts.monitor.AuditEntry;
import dev.streamgate.contracts.monitor.LogEntry;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.monitor.journal.AuditAndLogQueries.PageRange;
import dev.streamgate.monitor.journal.MergedTimeline.Position;
import dev.streamgate.suite.page.PageLimit;

/** API of the suite's audit events and log lines, for operators. */
@RestController
@RequestMapping("/api/v1/monitor")
@RateLimited("monitor")
@PreAuthorize("hasRole('OPERATOR')")
class JournalController {

    private static final int DEFAULT_LOG_LIMIT = 100;

    private static final int MAX_LIMIT = 500;

    private final AuditAndLogQueries queries;

    JournalController(AuditAndLogQueries queries) {
        this.queries = queries;
    }

    @GetMapping("/audit")
    AggregatedPage<AuditEntry> audit(@RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Size(max = 200) @Nullable String actor,
            @RequestParam(required = false) @Size(max = 500) @Nullable String resource,
            @RequestParam(required = false) @Size(max = 100) @Nullable String type,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Map<String, @Nullable String> filters = new LinkedHashMap<>();
        filters.put("actor", actor);
        filters.put("resource", resource);
        filters.put("type", type);
        Position after = Position.of(cursor, AuditAndLogQueries.list("audit", service, filters));
        return this.queries.audit(service, filters,
                new PageRange(from, to, PageLimit.of(limit, PageLimit.DEFAULT, MAX_LIMIT), after));
    }

    @GetMapping("/logs")
    AggregatedPage<LogEntry> logs(@RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Pattern(regexp = "(?i)error|warn|info|debug|trace",
                    message = "must be one of error, warn, info, debug, trace") @Nullable String level,
            @RequestParam(required = false) @Pattern(regexp = "[0-9a-f]{32}",
                    message = "must be 32 hexadecimal digits") @Nullable String traceId,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Map<String, @Nullable String> filters = new LinkedHashMap<>();
        filters.put("level", (level != null) ? level.toUpperCase(Locale.ROOT) : null);
        filters.put("traceId", traceId);
        Position after = Position.of(cursor, AuditAndLogQueries.list("logs", service, filters));
        return this.queries.logs(service, filters,
                new PageRange(from, to, PageLimit.of(limit, DEFAULT_LOG_LIMIT, MAX_LIMIT), after));
    }

}
