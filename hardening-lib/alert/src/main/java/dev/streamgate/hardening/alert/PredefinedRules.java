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
 * The rules that are evaluated by default. They read meters of this library, the JVM, the
 * host, the data source and the caches only; a rule whose meters do not exist never
 * fires.
 */
public final class PredefinedRules {

    /** Share of requests that may fail: the objective is 99.9 %. */
    private static final double ERROR_BUDGET = 0.001;

    /**
     * Burn rates of the Site Reliability Workbook, chapter 5: 2 % of the 30-day budget
     * within an hour, 5 % within six hours.
     */
    private static final double FAST_BURN = 14.4;

    private static final double SLOW_BURN = 6;

    /**
     * Fewer failures than these raise no alert: under low load, a few are a large share
     * of the requests.
     */
    private static final int ENOUGH_FAILURES = 10;

    /** A ratio of fewer requests than these in five minutes says little. */
    private static final int ENOUGH_REQUESTS = 50;

    /** The same in an hour or more. */
    private static final int ENOUGH_REQUESTS_FOR_BURN = 100;

    /**
     * Names an application in summaries, and its instance where alerts have that label.
     */
    private static final String INSTANCE = "{{ $labels.service }}{{ with $labels.instance }} ({{ . }}){{ end }}";

    private static final String REQUESTS = "streamgate_requests_seconds_count";

    private static final String FAILED = REQUESTS + "{outcome=\"failed\"}";

    /** Of operations, except those that are long by nature, see LongRunning. */
    private static final String LATENCY = "histogram_quantile(0.95, sum by (le, service, instance) (rate("
            + "streamgate_operations_seconds_bucket{duration!=\"long\"}[5m]))) and "
            + increase("streamgate_operations_seconds_count{duration!=\"long\"}", "5m") + " >= " + ENOUGH_REQUESTS;

    private static final String MEMORY = max("jvm_memory_usage_after_gc{area=\"heap\"}");

    private static final String DISK = min("disk_free_bytes", "path") + " / " + min("disk_total_bytes", "path");

    private PredefinedRules() {
    }

    /**
     * All predefined rules, for instance to render them with {@link PrometheusRules}.
     * @return an immutable list; the rules have no runbooks
     */
    public static List<AlertRule> all() {
        return List.of(
                warning("ServiceUnhealthy", min("streamgate_service_health"), AlertCondition.LT, 1, "2m", "30s",
                        INSTANCE + " is not ready for traffic"),
                critical("ErrorRateCritical", failing(0.1), AlertCondition.GT, 0.1, "1m", "2m",
                        "More than 10 % of the requests to " + INSTANCE + " fail"),
                warning("ErrorRateHigh", failing(0.05), AlertCondition.GT, 0.05, "2m", "2m",
                        "More than 5 % of the requests to " + INSTANCE + " fail"),
                critical("LatencyCritical", LATENCY, AlertCondition.GT, 5, "2m", "2m",
                        "The 95th percentile of the latency of " + INSTANCE + " exceeds 5 s"),
                warning("LatencyHigh", LATENCY, AlertCondition.GT, 2, "5m", "2m",
                        "The 95th percentile of the latency of " + INSTANCE + " exceeds 2 s"),
                critical("OutOfMemory", MEMORY, AlertCondition.GT, 0.95, "1m", "2m",
                        "The heap of " + INSTANCE + " is over 95 % full after garbage collection"),
                warning("MemoryHigh", MEMORY, AlertCondition.GT, 0.8, "5m", "2m",
                        "The heap of " + INSTANCE + " is over 80 % full after garbage collection"),
                critical("DiskFull", DISK, AlertCondition.LT, 0.05, "30s", "30s",
                        "Less than 5 % of the disk of " + INSTANCE + " is free: {{ $labels.path }}"),
                warning("DiskFillingUp", DISK, AlertCondition.LT, 0.15, "5m", "2m",
                        "Less than 15 % of the disk of " + INSTANCE + " is free: {{ $labels.path }}"),
                warning("CpuHigh", max("system_cpu_usage"), AlertCondition.GT, 0.8, "10m", "2m",
                        "The CPU usage of the host of " + INSTANCE + " is over 80 %"),
                warning("CacheEvictionsHigh", rate("streamgate_cache_size_evictions_total", "5m", "cache"),
                        AlertCondition.GT, 10, "10m", "5m",
                        "The cache {{ $labels.cache }} of " + INSTANCE
                                + " is too small: it evicts more than 10 entries per second"),
                warning("ValkeyUnreachable", min("streamgate_valkey_up"), AlertCondition.EQ, 0, "30s", "30s",
                        INSTANCE + " cannot reach the Valkey server; it limits and caches locally"),
                critical("AuditJournalUnavailable", min("streamgate_audit_writable"), AlertCondition.EQ, 0, "30s",
                        "30s", INSTANCE + " cannot write audit events and rejects operations that require one"),
                warning("AuditEventsDropped", increase("streamgate_audit_dropped_total", "10m"), AlertCondition.GT, 0,
                        "0s", "0s", INSTANCE + " dropped best-effort audit events"),
                warning("RateLimitRejections",
                        rate("streamgate_ratelimit_checks_total{outcome=\"rejected\"}", "5m", "plan"),
                        AlertCondition.GT, 10, "5m", "5m",
                        INSTANCE + " rejects more than 10 requests per second by the plan {{ $labels.plan }}"),
                warning("DatabasePoolExhausted", max("hikaricp_connections_pending", "pool"), AlertCondition.GT, 0,
                        "2m", "30s", "Requests to " + INSTANCE + " wait for a database connection"),
                critical("DatabaseTimeouts", increase("hikaricp_connections_timeout_total", "2m", "pool"),
                        AlertCondition.GT, 0, "1m", "30s",
                        "Requests to " + INSTANCE + " timed out waiting for a database connection"),
                warning("AlertsNotDelivered",
                        increase("streamgate_alert_deliveries_total{outcome=~\"failed|dropped\"}", "10m", "handler"),
                        AlertCondition.GT, 0, "0s", "0s",
                        "The alert handler {{ $labels.handler }} of " + INSTANCE + " failed to deliver alerts"),
                critical("ErrorBudgetBurnFast", burn("1h", "5m", FAST_BURN), AlertCondition.GT, threshold(FAST_BURN),
                        "2m", "5m",
                        "{{ $labels.service }} fails so many requests that it uses up its error budget of 30 days, "
                                + "0.1 % of the requests, within two days"),
                warning("ErrorBudgetBurnSlow", burn("6h", "30m", SLOW_BURN), AlertCondition.GT, threshold(SLOW_BURN),
                        "40m", "15m",
                        "{{ $labels.service }} fails so many requests that it uses up its error budget of 30 days, "
                                + "0.1 % of the requests, within five days"));
    }

    /**
     * The error ratio of a service over a long window, while it exceeds the threshold
     * over a short window too, so that the alert ends with the failures. The slow one is
     * pending for longer than its short window: an outage of minutes has its own alerts.
     */
    private static String burn(String window, String shortWindow, double rate) {
        return errorRatio(window) + " and " + errorRatio(shortWindow) + " > " + AlertExpression.number(threshold(rate))
                + " and sum by (service) (increase(" + FAILED + "[" + window + "])) >= " + ENOUGH_FAILURES
                + " and sum by (service) (increase(" + REQUESTS + "[" + window + "])) >= " + ENOUGH_REQUESTS_FOR_BURN;
    }

    /**
     * The error ratio of an instance over five minutes, while it exceeds the threshold
     * over two minutes too, so that the alert ends with the failures.
     */
    private static String failing(double threshold) {
        return rate(FAILED, "5m") + " / " + rate(REQUESTS, "5m") + " and " + rate(FAILED, "2m") + " / "
                + rate(REQUESTS, "2m") + " > " + AlertExpression.number(threshold) + " and " + increase(FAILED, "5m")
                + " >= " + ENOUGH_FAILURES + " and " + increase(REQUESTS, "5m") + " >= " + ENOUGH_REQUESTS;
    }

    private static String errorRatio(String window) {
        return "sum by (service) (rate(" + FAILED + "[" + window + "])) / sum by (service) (rate(" + REQUESTS + "["
                + window + "]))";
    }

    /** Rounds the binary product to the decimal that is meant. */
    private static double threshold(double burnRate) {
        return Math.rint(burnRate * ERROR_BUDGET * 1e6) / 1e6;
    }

    private static String min(String series, String... labels) {
        return byInstance("min", series, labels);
    }

    private static String max(String series, String... labels) {
        return byInstance("max", series, labels);
    }

    private static String rate(String counter, String window, String... labels) {
        return byInstance("sum", "rate(" + counter + "[" + window + "])", labels);
    }

    private static String increase(String counter, String window, String... labels) {
        return byInstance("sum", "increase(" + counter + "[" + window + "])", labels);
    }

    /** Aggregates by instance and further labels. */
    private static String byInstance(String aggregator, String series, String... labels) {
        String all = Stream.concat(Stream.of("service", "instance"), Stream.of(labels))
            .collect(Collectors.joining(", "));
        return aggregator + " by (" + all + ") (" + series + ")";
    }

    private static AlertRule critical(String name, String expression, AlertCondition condition, double threshold,
            String pendingPeriod, String keepFiring, String summary) {
        return rule(AlertLevel.CRITICAL, name, expression, condition, threshold, pendingPeriod, keepFiring, summary);
    }

    private static AlertRule warning(String name, String expression, AlertCondition condition, double threshold,
            String pendingPeriod, String keepFiring, String summary) {
        return rule(AlertLevel.WARNING, name, expression, condition, threshold, pendingPeriod, keepFiring, summary);
    }

    private static AlertRule rule(AlertLevel level, String name, String expression, AlertCondition condition,
            double threshold, String pendingPeriod, String keepFiring, String summary) {
        return new AlertRule(name, AlertExpression.of(expression), condition, threshold, duration(pendingPeriod),
                duration(keepFiring), level, Map.of(), summary, null);
    }

    private static Duration duration(String text) {
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }

}
