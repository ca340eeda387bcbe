/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.journal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.monitor.AuditEntry;
import dev.streamgate.contracts.monitor.AggregatedPage;
import dev.streamgate.contracts.monitor.LogEntry;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.monitor.journal.AuditAndLogQueries.Bounds;
import dev.streamgate.monitor.journal.MergedTimeline.Place;

/** Audit events and log lines of the suite, for operators. */
@RestController
@RequestMapping("/api/v1/monitor")
@RateLimited("monitor")
@PreAuthorize("hasRole('OPERATOR')")
class JournalController {

    private final AuditAndLogQueries journals;

    JournalController(AuditAndLogQueries journals) {
        this.journals = journals;
    }

    @GetMapping("/audit")
    AggregatedPage<AuditEntry> audit(@RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Size(max = 200) @Nullable String actor,
            @RequestParam(required = false) @Size(max = 500) @Nullable String resource,
            @RequestParam(required = false) @Size(max = 100) @Nullable String type,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Map<String, @Nullable String> filters = new LinkedHashMap<>();
        filters.put("actor", actor);
        filters.put("resource", resource);
        filters.put("type", type);
        return this.journals.audit(service, filters, new Bounds(from, to, limit, place(cursor)));
    }

    @GetMapping("/logs")
    AggregatedPage<LogEntry> logs(@RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Pattern(regexp = "(?i)error|warn|info|debug|trace",
                    message = "is one of error, warn, info, debug, trace") @Nullable String level,
            @RequestParam(required = false) @Pattern(regexp = "[0-9a-f]{32}",
                    message = "is 32 hexadecimal digits") @Nullable String traceId,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Map<String, @Nullable String> filters = new LinkedHashMap<>();
        filters.put("level", (level != null) ? level.toUpperCase(Locale.ROOT) : null);
        filters.put("traceId", traceId);
        return this.journals.logs(service, filters, new Bounds(from, to, limit, place(cursor)));
    }

    private static @Nullable Place place(@Nullable String cursor) {
        return (cursor != null) ? Place.of(cursor) : null;
    }

}
