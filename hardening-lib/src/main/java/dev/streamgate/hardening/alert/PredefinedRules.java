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
 * The rules that there are without a property: each has a page in {@code docs/runbooks}.
 * {@code prometheus/rules/streamgate-alerts.yml} is made from this list.
 */
final class PredefinedRules {

    /** Requests that may fail: the objective of 99.9 %. */
    private static final double ERROR_BUDGET = 0.001;

    /** Requests for playback that may take more than a second: the objective of 99 %. */
    private static final double SLOW_BUDGET = 0.01;

    /**
     * The Site Reliability Workbook, chapter 5: 2 % of a 30 days' budget within an hour,
     * 5 % within six hours.
     */
    private static final double FAST_BURN = 14.4;

    private static final double SLOW_BURN = 6;

    /** One instance, in summaries. */
    private static final String ONE = "{{ $labels.service }} ({{ $labels.instance }})";

    private static final String REQUESTS = "streamgate_requests_seconds_count";

    private static final String FAILED = rate(REQUESTS + "{outcome=\"failed\"}", "5m") + " / " + rate(REQUESTS, "5m");

    /**
     * Of operations, without those that wait by design (long polls, streams of events)
     * and those whose time is that of the client's line (bodies of uploads, media).
     */
    private static final String LATENCY = "histogram_quantile(0.95, sum by (le, service, instance) (rate("
            + "streamgate_operations_seconds_bucket{handler!~\"Lease|Demand|Tus|Form|Chunk|File\",operation!~\"events|stream\"}[5m])))";

    private static final String MEMORY = max("jvm_memory_usage_after_gc{area=\"heap\"}");

    private static final String DISK = min("disk_free_bytes", "path") + " / " + min("disk_total_bytes", "path");

    private PredefinedRules() {
    }

    /**
     * All of them: name, what is looked at, when it is bad, for how long before it is
     * told and after it has ended, and what is told.
     */
    static List<AlertRule> all() {
        return List.of(critical("ServiceDown", min("up{service!=\"\"}"), is(0), "15s", "30s", ONE + " does not answer"),
                warning("ServiceUnhealthy", min("streamgate_service_health"), below(1), "2m", "1m",
                        ONE + " takes no traffic"),
                critical("ErrorRateCritical", FAILED, above(0.1), "1m", "2m",
                        "More than 10 % of the requests to " + ONE + " fail"),
                warning("ErrorRateHigh", FAILED, above(0.05), "2m", "2m",
                        "More than 5 % of the requests to " + ONE + " fail"),
                critical("LatencyCritical", LATENCY, above(5), "2m", "2m",
                        "One request of 20 to " + ONE + " takes more than 5 s"),
                warning("LatencyHigh", LATENCY, above(2), "5m", "2m",
                        "One request of 20 to " + ONE + " takes more than 2 s"),
                critical("OutOfMemory", MEMORY, above(0.95), "1m", "2m",
                        "The heap of " + ONE + " is full after garbage collection"),
                warning("MemoryHigh", MEMORY, above(0.8), "5m", "2m",
                        "The heap of " + ONE + " is over 80 % after garbage collection"),
                critical("DiskFull", DISK, below(0.05), "1m", "2m",
                        "Less than 5 % of the disk of " + ONE + " is free: {{ $labels.path }}"),
                warning("DiskFillingUp", DISK, below(0.15), "5m", "2m",
                        "Less than 15 % of the disk of " + ONE + " is free: {{ $labels.path }}"),
                warning("CpuHigh", max("system_cpu_usage"), above(0.8), "10m", "2m",
                        "The processors that " + ONE + " runs on are over 80 % busy"),
                warning("CacheEvictionsHigh", rate("streamgate_cache_displaced_total", "5m", "cache"), above(10), "10m",
                        "5m", "The cache {{ $labels.cache }} of " + ONE + " is too small for what is asked of it"),
                warning("ValkeyUnreachable", min("streamgate_valkey_up"), is(0), "1m", "1m",
                        ONE + " does without the Valkey server, and counts and caches for itself"),
                critical("AuditJournalUnavailable", min("streamgate_audit_writable"), is(0), "30s", "1m",
                        ONE + " cannot keep audit events, and refuses what must be recorded"),
                warning("AuditEventsDropped", growth("streamgate_audit_dropped_total", "10m"), above(0), "0s", "0s",
                        ONE + " dropped audit events of the kind that may be dropped"),
                critical("AuditWitnessConflict", growth("streamgate_audit_witness_conflicts_total", "10m", "target"),
                        above(0), "0s", "10m",
                        "The audit journal of {{ $labels.target }} contradicts what was witnessed of it"),
                warning("RateLimitRefusals",
                        rate("streamgate_ratelimit_checks_total{outcome=\"refused\"}", "5m", "plan"), above(10), "5m",
                        "5m", ONE + " refuses more than 10 requests a second by the plan {{ $labels.plan }}"),
                warning("QueueStuck", max("streamgate_worker_oldest_queued_age_seconds", "type"), above(900), "5m",
                        "2m", "A job of the type {{ $labels.type }} has waited for more than 15 minutes"),
                warning("DeadLetters", sum("streamgate_worker_jobs{state=\"failed\"}", "type"), above(10), "5m", "0s",
                        "More than ten jobs of the type {{ $labels.type }} have failed for good"),
                warning("UploadsRejected",
                        growth("streamgate_upload_verification_seconds_count{outcome=\"rejected\"}", "15m"), above(20),
                        "0s", "10m", ONE + " rejected more than 20 uploads within 15 minutes"),
                warning("DatabasePoolExhausted", max("hikaricp_connections_pending", "pool"), above(0), "1m", "1m",
                        "Requests to " + ONE + " wait for a database connection"),
                critical("DatabaseTimeouts", growth("hikaricp_connections_timeout_total", "2m", "pool"), above(0), "0s",
                        "1m", "Requests to " + ONE + " got no database connection"),
                warning("AlertsNotDelivered",
                        growth("streamgate_alert_deliveries_total{handler!=\"forward\",outcome=~\"failed|dropped\"}",
                                "10m", "handler"),
                        above(0), "0s", "0s",
                        "The alert handler {{ $labels.handler }} of " + ONE + " could not tell of alerts"),
                critical("ErrorBudgetBurnFast", failed("1h"), both(failed("5m"), above(FAST_BURN * ERROR_BUDGET)), "2m",
                        "5m", "{{ $labels.service }} spends the month's error budget within two days"),
                warning("ErrorBudgetBurnSlow", failed("6h"), both(failed("30m"), above(SLOW_BURN * ERROR_BUDGET)),
                        "15m", "15m", "{{ $labels.service }} spends the month's error budget within five days"),
                critical("PlaybackSlowFast", quick("1h"), both(quick("5m"), below(1 - FAST_BURN * SLOW_BUDGET)), "2m",
                        "5m", "More than 14 % of what players ask {{ $labels.service }} for takes over a second"),
                warning("PlaybackSlow", quick("6h"), both(quick("30m"), below(1 - SLOW_BURN * SLOW_BUDGET)), "15m",
                        "15m", "More than 6 % of what players ask {{ $labels.service }} for takes over a second"));
    }

    /** The path of a rule's runbook: its name in lower case, a hyphen between words. */
    static String runbook(String rule) {
        return "docs/runbooks/" + rule.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT) + ".md";
    }

    private static String min(String series, String... further) {
        return byInstance("min", series, further);
    }

    private static String max(String series, String... further) {
        return byInstance("max", series, further);
    }

    private static String sum(String series, String... further) {
        return byInstance("sum", series, further);
    }

    private static String rate(String counter, String window, String... further) {
        return sum("rate(" + counter + "[" + window + "])", further);
    }

    private static String growth(String counter, String window, String... further) {
        return sum("increase(" + counter + "[" + window + "])", further);
    }

    /** Of each instance, and by further labels. */
    private static String byInstance(String function, String of, String... further) {
        String labels = Stream.concat(Stream.of("service", "instance"), Stream.of(further))
            .collect(Collectors.joining(", "));
        return function + " by (" + labels + ") (" + of + ")";
    }

    /** The share of a service's requests that failed. */
    private static String failed(String window) {
        return share(REQUESTS + "{outcome=\"failed\"}", REQUESTS, window);
    }

    /** The share of players' requests that were answered within a second. */
    private static String quick(String window) {
        return share("streamgate_requests_seconds_bucket{service=\"streaming\",le=\"1.0\"}",
                REQUESTS + "{service=\"streaming\"}", window);
    }

    private static String share(String part, String whole, String window) {
        return "sum by (service) (rate(" + part + "[" + window + "])) / sum by (service) (rate(" + whole + "[" + window
                + "]))";
    }

    private static Violation above(double threshold) {
        return new Violation(AlertCondition.GT, threshold, "");
    }

    private static Violation below(double threshold) {
        return new Violation(AlertCondition.LT, threshold, "");
    }

    private static Violation is(double threshold) {
        return new Violation(AlertCondition.EQ, threshold, "");
    }

    /** What is looked at is bad, and over a shorter time too: it has not ended yet. */
    private static Violation both(String recent, Violation bad) {
        return new Violation(bad.condition(), bad.threshold(),
                " and " + recent + " " + bad.condition().operator() + " " + AlertExpression.number(bad.threshold()));
    }

    private static AlertRule critical(String name, String expression, Violation bad, String pendingPeriod,
            String keepFiring, String summary) {
        return rule(AlertLevel.CRITICAL, name, expression, bad, pendingPeriod, keepFiring, summary);
    }

    private static AlertRule warning(String name, String expression, Violation bad, String pendingPeriod,
            String keepFiring, String summary) {
        return rule(AlertLevel.WARNING, name, expression, bad, pendingPeriod, keepFiring, summary);
    }

    private static AlertRule rule(AlertLevel level, String name, String expression, Violation bad, String pendingPeriod,
            String keepFiring, String summary) {
        return new AlertRule(name, AlertExpression.of(expression + bad.also()), bad.condition(), bad.threshold(),
                duration(pendingPeriod), duration(keepFiring), level, Map.of(), summary, runbook(name));
    }

    private static Duration duration(String text) {
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }

    /**
     * When what is looked at is bad.
     *
     * @param condition how it is compared
     * @param threshold with what
     * @param also what must hold beside it, or nothing
     */
    private record Violation(AlertCondition condition, double threshold, String also) {

        /** 14.4 × 0.001 is meant, not what is left of it in binary. */
        private Violation {
            threshold = Math.rint(threshold * 1e6) / 1e6;
        }

    }

}
