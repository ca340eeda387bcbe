package dev.streamgate.hardening.alert;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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

    private static final String FAILED = "sum by (service, instance) (rate(streamgate_requests_seconds_count{outcome=\"failed\"}[5m]))"
            + " / sum by (service, instance) (rate(streamgate_requests_seconds_count[5m]))";

    /**
     * Of operations, without those that wait by design (long polls, streams of events)
     * and those whose time is that of the client's line (bodies of uploads, media).
     */
    private static final String LATENCY = "histogram_quantile(0.95, sum by (le, service, instance) (rate("
            + "streamgate_operations_seconds_bucket{handler!~\"Lease|Demand|Tus|Form|Chunk|File\",operation!~\"events|stream\"}[5m])))";

    private static final String MEMORY = "max by (service, instance) (jvm_memory_usage_after_gc{area=\"heap\"})";

    private static final String DISK = "min by (service, instance, path) (disk_free_bytes)"
            + " / min by (service, instance, path) (disk_total_bytes)";

    private PredefinedRules() {
    }

    /** All of them. */
    static List<AlertRule> all() {
        return List.of(
                critical("ServiceDown", "min by (service, instance) (up{service!=\"\"})", AlertCondition.EQ, 0, "15s",
                        "30s", "{{ $labels.service }} ({{ $labels.instance }}) does not answer"),
                warning("ServiceUnhealthy", "min by (service, instance) (streamgate_service_health)", AlertCondition.LT,
                        1, "2m", "1m", "{{ $labels.service }} ({{ $labels.instance }}) takes no traffic"),
                critical("ErrorRateCritical", FAILED, AlertCondition.GT, 0.1, "1m", "2m",
                        "More than 10 % of the requests to {{ $labels.service }} ({{ $labels.instance }}) fail"),
                warning("ErrorRateHigh", FAILED, AlertCondition.GT, 0.05, "2m", "2m",
                        "More than 5 % of the requests to {{ $labels.service }} ({{ $labels.instance }}) fail"),
                critical("LatencyCritical", LATENCY, AlertCondition.GT, 5, "2m", "2m",
                        "One request of 20 to {{ $labels.service }} ({{ $labels.instance }}) takes more than 5 s"),
                warning("LatencyHigh", LATENCY, AlertCondition.GT, 2, "5m", "2m",
                        "One request of 20 to {{ $labels.service }} ({{ $labels.instance }}) takes more than 2 s"),
                critical("OutOfMemory", MEMORY, AlertCondition.GT, 0.95, "1m", "2m",
                        "The heap of {{ $labels.service }} ({{ $labels.instance }}) is full after garbage collection"),
                warning("MemoryHigh", MEMORY, AlertCondition.GT, 0.8, "5m", "2m",
                        "The heap of {{ $labels.service }} ({{ $labels.instance }}) is over 80 % after garbage collection"),
                critical("DiskFull", DISK, AlertCondition.LT, 0.05, "1m", "2m",
                        "Less than 5 % of the disk of {{ $labels.service }} ({{ $labels.instance }}) is free: {{ $labels.path }}"),
                warning("DiskFillingUp", DISK, AlertCondition.LT, 0.15, "5m", "2m",
                        "Less than 15 % of the disk of {{ $labels.service }} ({{ $labels.instance }}) is free: {{ $labels.path }}"),
                warning("CpuHigh", "max by (service, instance) (system_cpu_usage)", AlertCondition.GT, 0.8, "10m", "2m",
                        "The processors that {{ $labels.service }} ({{ $labels.instance }}) runs on are over 80 % busy"),
                warning("CacheEvictionsHigh", "sum by (service, instance, cache) (rate(cache_evictions_total[5m]))",
                        AlertCondition.GT, 10, "10m", "5m",
                        "The cache {{ $labels.cache }} of {{ $labels.service }} ({{ $labels.instance }}) is too small for what is asked of it"),
                warning("AuditEventsDropped",
                        "sum by (service, instance) (increase(streamgate_audit_dropped_total[10m]))", AlertCondition.GT,
                        0, "0s", "0s",
                        "{{ $labels.service }} ({{ $labels.instance }}) dropped audit events of the kind that may be dropped"),
                warning("RateLimitRefusals",
                        "sum by (service, instance, plan) (rate(streamgate_ratelimit_checks_total{outcome=\"refused\"}[5m]))",
                        AlertCondition.GT, 10, "5m", "5m",
                        "{{ $labels.service }} ({{ $labels.instance }}) refuses more than 10 requests a second by the plan {{ $labels.plan }}"),
                warning("QueueStuck", "max by (service, instance, type) (streamgate_worker_oldest_queued_age_seconds)",
                        AlertCondition.GT, 900, "5m", "2m",
                        "A job of the type {{ $labels.type }} has waited for more than 15 minutes"),
                warning("DeadLetters", "sum by (service, instance, type) (streamgate_worker_jobs{state=\"failed\"})",
                        AlertCondition.GT, 10, "5m", "0s",
                        "More than ten jobs of the type {{ $labels.type }} have failed for good"),
                warning("UploadsRejected",
                        "sum by (service, instance) (increase(streamgate_upload_verification_seconds_count{outcome=\"rejected\"}[15m]))",
                        AlertCondition.GT, 20, "0s", "10m",
                        "{{ $labels.service }} ({{ $labels.instance }}) rejected more than 20 uploads within 15 minutes"),
                warning("DatabasePoolExhausted", "max by (service, instance, pool) (hikaricp_connections_pending)",
                        AlertCondition.GT, 0, "1m", "1m",
                        "Requests to {{ $labels.service }} ({{ $labels.instance }}) wait for a database connection"),
                critical("DatabaseTimeouts",
                        "sum by (service, instance, pool) (increase(hikaricp_connections_timeout_total[2m]))",
                        AlertCondition.GT, 0, "0s", "1m",
                        "Requests to {{ $labels.service }} ({{ $labels.instance }}) got no database connection"),
                warning("AlertsNotDelivered",
                        "sum by (service, instance, handler) (increase(streamgate_alert_deliveries_total{handler!=\"forward\",outcome=~\"failed|dropped\"}[10m]))",
                        AlertCondition.GT, 0, "0s", "0s",
                        "The alert handler {{ $labels.handler }} of {{ $labels.service }} ({{ $labels.instance }}) could not tell of alerts"),
                critical("ErrorBudgetBurnFast", burn("1h", "5m", FAST_BURN * ERROR_BUDGET), AlertCondition.GT,
                        FAST_BURN * ERROR_BUDGET, "2m", "5m",
                        "{{ $labels.service }} spends the month's error budget within two days"),
                warning("ErrorBudgetBurnSlow", burn("6h", "30m", SLOW_BURN * ERROR_BUDGET), AlertCondition.GT,
                        SLOW_BURN * ERROR_BUDGET, "15m", "15m",
                        "{{ $labels.service }} spends the month's error budget within five days"),
                critical("PlaybackSlowFast", quick("1h", "5m", 1 - FAST_BURN * SLOW_BUDGET), AlertCondition.LT,
                        1 - FAST_BURN * SLOW_BUDGET, "2m", "5m",
                        "More than 14 % of what players ask {{ $labels.service }} for takes over a second"),
                warning("PlaybackSlow", quick("6h", "30m", 1 - SLOW_BURN * SLOW_BUDGET), AlertCondition.LT,
                        1 - SLOW_BURN * SLOW_BUDGET, "15m", "15m",
                        "More than 6 % of what players ask {{ $labels.service }} for takes over a second"));
    }

    /** The path of a rule's runbook: its name in lower case, a hyphen between words. */
    static String runbook(String rule) {
        return "docs/runbooks/" + rule.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT) + ".md";
    }

    private static String burn(String window, String recent, double threshold) {
        return failed(window) + " and " + failed(recent) + " > " + AlertExpression.number(rounded(threshold));
    }

    private static String failed(String window) {
        String count = "streamgate_requests_seconds_count";
        return "sum by (service) (rate(" + count + "{outcome=\"failed\"}[" + window + "])) / sum by (service) (rate("
                + count + "[" + window + "]))";
    }

    private static String quick(String window, String recent, double threshold) {
        return withinASecond(window) + " and " + withinASecond(recent) + " < "
                + AlertExpression.number(rounded(threshold));
    }

    private static String withinASecond(String window) {
        return "sum by (service) (rate(streamgate_requests_seconds_bucket{service=\"streaming\",le=\"1.0\"}[" + window
                + "])) / sum by (service) (rate(streamgate_requests_seconds_count{service=\"streaming\"}[" + window
                + "]))";
    }

    private static AlertRule critical(String name, String expression, AlertCondition condition, double threshold,
            String hold, String keepFiring, String summary) {
        return rule(AlertLevel.CRITICAL, name, expression, condition, threshold, hold, keepFiring, summary);
    }

    private static AlertRule warning(String name, String expression, AlertCondition condition, double threshold,
            String hold, String keepFiring, String summary) {
        return rule(AlertLevel.WARNING, name, expression, condition, threshold, hold, keepFiring, summary);
    }

    private static AlertRule rule(AlertLevel level, String name, String expression, AlertCondition condition,
            double threshold, String hold, String keepFiring, String summary) {
        return new AlertRule(name, AlertExpression.of(expression), condition, rounded(threshold), duration(hold),
                duration(keepFiring), level, Map.of(), summary, runbook(name));
    }

    /** 14.4 × 0.001 is meant, not what is left of it in binary. */
    private static double rounded(double threshold) {
        return Math.rint(threshold * 1e6) / 1e6;
    }

    private static Duration duration(String text) {
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }

}
