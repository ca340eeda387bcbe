/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules that are evaluated by default. Each has a runbook in {@code docs/runbooks}.
 * {@code prometheus/rules/streamgate-alerts.yml} is generated from this list.
 */
final class PredefinedRules {

    /** Share of requests that may fail: the objective is 99.9 %. */
    private static final double ERROR_BUDGET = 0.001;

    /** Share of playback requests that may exceed one second: the objective is 99 %. */
    private static final double SLOW_BUDGET = 0.01;

    /**
     * Burn rates of the Site Reliability Workbook, chapter 5: 2 % of the 30-day budget
     * within an hour, 5 % within six hours.
     */
    private static final double FAST_BURN = 14.4;

    private static final double SLOW_BURN = 6;

    /** Names an instance in summaries. */
    private static final String INSTANCE = "{{ $labels.service }} ({{ $labels.instance }})";

    private static final String REQUESTS = "streamgate_requests_seconds_count";

    private static final String ERROR_RATIO = rate(REQUESTS + "{outcome=\"failed\"}", "5m") + " / "
            + rate(REQUESTS, "5m");

    /**
     * Of operations, except those that are long by design (long polling, event streams)
     * and those that depend on the client's bandwidth (upload bodies, media).
     */
    private static final String LATENCY = "histogram_quantile(0.95, sum by (le, service, instance) (rate("
            + "streamgate_operations_seconds_bucket{handler!~\"Lease|OnDemand|Tus|Form|Chunk|MediaFile\",operation!~\"events|stream\"}[5m])))";

    private static final String MEMORY = max("jvm_memory_usage_after_gc{area=\"heap\"}");

    private static final String DISK = min("disk_free_bytes", "path") + " / " + min("disk_total_bytes", "path");

    /** Runbooks that rules with the same cause share. */
    private static final Map<String, String> SHARED_RUNBOOKS = Map.ofEntries(
            Map.entry("ErrorRateCritical", "error-rate"), Map.entry("ErrorRateHigh", "error-rate"),
            Map.entry("LatencyCritical", "latency"), Map.entry("LatencyHigh", "latency"),
            Map.entry("OutOfMemory", "memory"), Map.entry("MemoryHigh", "memory"), Map.entry("DiskFull", "disk-space"),
            Map.entry("DiskFillingUp", "disk-space"), Map.entry("DatabaseTimeouts", "database"),
            Map.entry("DatabasePoolExhausted", "database"), Map.entry("ErrorBudgetBurnFast", "error-budget-burn"),
            Map.entry("ErrorBudgetBurnSlow", "error-budget-burn"), Map.entry("PlaybackSlowFast", "playback-slow"));

    private PredefinedRules() {
    }

    /**
     * All predefined rules: name, expression, violated condition, pending period, keep
     * firing, summary.
     */
    static List<AlertRule> all() {
        return List.of(
                critical("ServiceDown", min("up{service!=\"\"}"), equalTo(0), "15s", "30s",
                        INSTANCE + " does not respond"),
                warning("ServiceUnhealthy", min("streamgate_service_health"), below(1), "2m", "1m",
                        INSTANCE + " is not ready for traffic"),
                critical("ErrorRateCritical", ERROR_RATIO, above(0.1), "1m", "2m",
                        "More than 10 % of the requests to " + INSTANCE + " fail"),
                warning("ErrorRateHigh", ERROR_RATIO, above(0.05), "2m", "2m",
                        "More than 5 % of the requests to " + INSTANCE + " fail"),
                critical("LatencyCritical", LATENCY, above(5), "2m", "2m",
                        "The 95th percentile of the latency of " + INSTANCE + " exceeds 5 s"),
                warning("LatencyHigh", LATENCY, above(2), "5m", "2m",
                        "The 95th percentile of the latency of " + INSTANCE + " exceeds 2 s"),
                critical("OutOfMemory", MEMORY, above(0.95), "1m", "2m",
                        "The heap of " + INSTANCE + " is over 95 % full after garbage collection"),
                warning("MemoryHigh", MEMORY, above(0.8), "5m", "2m",
                        "The heap of " + INSTANCE + " is over 80 % full after garbage collection"),
                critical("DiskFull", DISK, below(0.05), "1m", "2m",
                        "Less than 5 % of the disk of " + INSTANCE + " is free: {{ $labels.path }}"),
                warning("DiskFillingUp", DISK, below(0.15), "5m", "2m",
                        "Less than 15 % of the disk of " + INSTANCE + " is free: {{ $labels.path }}"),
                warning("CpuHigh", max("system_cpu_usage"), above(0.8), "10m", "2m",
                        "The CPU usage of the host of " + INSTANCE + " is over 80 %"),
                warning("CacheEvictionsHigh", rate("streamgate_cache_size_evictions_total", "5m", "cache"), above(10),
                        "10m", "5m",
                        "The cache {{ $labels.cache }} of " + INSTANCE
                                + " is too small: it evicts more than 10 entries per second"),
                warning("ValkeyUnreachable", min("streamgate_valkey_up"), equalTo(0), "1m", "1m",
                        INSTANCE + " cannot reach the Valkey server; it limits and caches locally"),
                critical("AuditJournalUnavailable", min("streamgate_audit_writable"), equalTo(0), "30s", "1m",
                        INSTANCE + " cannot write audit events and rejects operations that require one"),
                warning("AuditEventsDropped", increase("streamgate_audit_dropped_total", "10m"), above(0), "0s", "0s",
                        INSTANCE + " dropped best-effort audit events"),
                critical("AuditWitnessConflict", increase("streamgate_audit_witness_conflicts_total", "10m", "target"),
                        above(0), "0s", "10m",
                        "The audit journal of {{ $labels.target }} contradicts the heads witnessed earlier"),
                warning("RateLimitRejections",
                        rate("streamgate_ratelimit_checks_total{outcome=\"rejected\"}", "5m", "plan"), above(10), "5m",
                        "5m", INSTANCE + " rejects more than 10 requests per second by the plan {{ $labels.plan }}"),
                warning("QueueStuck", max("streamgate_worker_oldest_queued_age_seconds", "type"), above(900), "5m",
                        "2m", "A job of the type {{ $labels.type }} has been queued for more than 15 minutes"),
                warning("DeadLetters", sum("streamgate_worker_jobs{state=\"failed\"}", "type"), above(10), "5m", "0s",
                        "More than ten jobs of the type {{ $labels.type }} have failed permanently"),
                warning("UploadsRejected",
                        increase("streamgate_upload_verification_seconds_count{outcome=\"rejected\"}", "15m"),
                        above(20), "0s", "10m", INSTANCE + " rejected more than 20 uploads within 15 minutes"),
                warning("DatabasePoolExhausted", max("hikaricp_connections_pending", "pool"), above(0), "1m", "1m",
                        "Requests to " + INSTANCE + " wait for a database connection"),
                critical("DatabaseTimeouts", increase("hikaricp_connections_timeout_total", "2m", "pool"), above(0),
                        "0s", "1m", "Requests to " + INSTANCE + " timed out waiting for a database connection"),
                warning("AlertsNotDelivered",
                        increase("streamgate_alert_deliveries_total{handler!=\"forward\",outcome=~\"failed|dropped\"}",
                                "10m", "handler"),
                        above(0), "0s", "0s",
                        "The alert handler {{ $labels.handler }} of " + INSTANCE + " failed to deliver alerts"),
                critical("ErrorBudgetBurnFast", errorRatio("1h"),
                        both(errorRatio("5m"), above(FAST_BURN * ERROR_BUDGET)), "2m", "5m",
                        "{{ $labels.service }} consumes its 30-day error budget within two days"),
                warning("ErrorBudgetBurnSlow", errorRatio("6h"),
                        both(errorRatio("30m"), above(SLOW_BURN * ERROR_BUDGET)), "15m", "15m",
                        "{{ $labels.service }} consumes its 30-day error budget within five days"),
                critical("PlaybackSlowFast", fastRatio("1h"), both(fastRatio("5m"), below(1 - FAST_BURN * SLOW_BUDGET)),
                        "2m", "5m",
                        "More than 14 % of the playback requests to {{ $labels.service }} take over one second"),
                warning("PlaybackSlow", fastRatio("6h"), both(fastRatio("30m"), below(1 - SLOW_BURN * SLOW_BUDGET)),
                        "15m", "15m",
                        "More than 6 % of the playback requests to {{ $labels.service }} take over one second"));
    }

    /**
     * The path of a rule's runbook: its name in lower case with hyphens between words,
     * unless rules share one.
     */
    static String runbook(String rule) {
        String page = SHARED_RUNBOOKS.getOrDefault(rule,
                rule.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT));
        return "docs/runbooks/" + page + ".md";
    }

    private static String min(String series, String... labels) {
        return byInstance("min", series, labels);
    }

    private static String max(String series, String... labels) {
        return byInstance("max", series, labels);
    }

    private static String sum(String series, String... labels) {
        return byInstance("sum", series, labels);
    }

    private static String rate(String counter, String window, String... labels) {
        return sum("rate(" + counter + "[" + window + "])", labels);
    }

    private static String increase(String counter, String window, String... labels) {
        return sum("increase(" + counter + "[" + window + "])", labels);
    }

    /** Aggregates by instance and further labels. */
    private static String byInstance(String aggregator, String series, String... labels) {
        String all = Stream.concat(Stream.of("service", "instance"), Stream.of(labels))
            .collect(Collectors.joining(", "));
        return aggregator + " by (" + all + ") (" + series + ")";
    }

    /** Share of a service's requests that failed. */
    private static String errorRatio(String window) {
        return ratio(REQUESTS + "{outcome=\"failed\"}", REQUESTS, window);
    }

    /** Share of playback requests that took at most one second. */
    private static String fastRatio(String window) {
        return ratio("streamgate_requests_seconds_bucket{service=\"streaming\",le=\"1.0\"}",
                REQUESTS + "{service=\"streaming\"}", window);
    }

    private static String ratio(String part, String total, String window) {
        return "sum by (service) (rate(" + part + "[" + window + "])) / sum by (service) (rate(" + total + "[" + window
                + "]))";
    }

    private static Violation above(double threshold) {
        return new Violation(AlertCondition.GT, threshold, "");
    }

    private static Violation below(double threshold) {
        return new Violation(AlertCondition.LT, threshold, "");
    }

    private static Violation equalTo(double threshold) {
        return new Violation(AlertCondition.EQ, threshold, "");
    }

    /** Requires the violation over a short window too, so that the alert ends with it. */
    private static Violation both(String shortWindow, Violation violation) {
        return new Violation(violation.condition(), violation.threshold(), " and " + shortWindow + " "
                + violation.condition().operator() + " " + AlertExpression.number(violation.threshold()));
    }

    private static AlertRule critical(String name, String expression, Violation violation, String pendingPeriod,
            String keepFiring, String summary) {
        return rule(AlertLevel.CRITICAL, name, expression, violation, pendingPeriod, keepFiring, summary);
    }

    private static AlertRule warning(String name, String expression, Violation violation, String pendingPeriod,
            String keepFiring, String summary) {
        return rule(AlertLevel.WARNING, name, expression, violation, pendingPeriod, keepFiring, summary);
    }

    private static AlertRule rule(AlertLevel level, String name, String expression, Violation violation,
            String pendingPeriod, String keepFiring, String summary) {
        return new AlertRule(name, AlertExpression.of(expression + violation.guard()), violation.condition(),
                violation.threshold(), duration(pendingPeriod), duration(keepFiring), level, Map.of(), summary,
                runbook(name));
    }

    private static Duration duration(String text) {
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }

    /**
     * The condition under which an expression's value violates a rule.
     *
     * @param condition how the value is compared
     * @param threshold what it is compared with
     * @param guard a further condition in PromQL, beginning with {@code and}; empty for
     * none
     */
    private record Violation(AlertCondition condition, double threshold, String guard) {

        /** Rounds binary products such as 14.4 × 0.001 to the decimal that is meant. */
        private Violation {
            threshold = Math.rint(threshold * 1e6) / 1e6;
        }

    }

}
