/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.alert;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.streamgate.hardening.alert.AlertCondition;
import dev.streamgate.hardening.alert.AlertExpression;
import dev.streamgate.hardening.alert.AlertLevel;
import dev.streamgate.hardening.alert.AlertRule;
import dev.streamgate.hardening.alert.AlertRuleContributor;

/**
 * The rules about the suite's own meters, and the runbooks of the predefined rules. Each
 * rule has a page in {@code docs/runbooks};
 * {@code prometheus/rules/streamgate-alerts.yml} is generated from the result.
 */
final class SuiteAlertRules implements AlertRuleContributor {

    /** Share of playback requests that may exceed one second: the objective is 99 %. */
    private static final double SLOW_BUDGET = 0.01;

    /** Burn rates, as in the library's rules about errors. */
    private static final double FAST_BURN = 14.4;

    private static final double SLOW_BURN = 6;

    /**
     * Marks alerts that state an effect. While a cause is known, {@link #OUTAGE}, they
     * are inhibited ({@code alertmanager.yml}, {@code NotificationGrouping}).
     */
    private static final String KIND = "kind";

    private static final Set<String> SYMPTOMS = Set.of("ServiceUnhealthy", "ErrorRateCritical", "ErrorRateHigh",
            "LatencyCritical", "LatencyHigh", "DatabasePoolExhausted", "DatabaseTimeouts", "ErrorBudgetBurnFast",
            "ErrorBudgetBurnSlow", "PlaybackSlow", "PlaybackSlowFast", "QueueStuck", "AuditJournalUnwitnessed");

    /**
     * Value of {@link #KIND} of the info alerts that last ten minutes longer than an
     * outage, as the windows of its effects do.
     */
    private static final String OUTAGE = "outage";

    /** Slow requests in an hour that say something about all; more in six hours. */
    private static final int ENOUGH_REQUESTS = 500;

    private static final int ENOUGH_REQUESTS_SLOW = 1000;

    /** 0 if every service that has a database reports that it is unavailable. */
    private static final String POSTGRES_UP = "max by (dependency) (streamgate_dependency_up{dependency=\"db\"})";

    private static final String DISK = "min by (path) (disk_free_bytes) / min by (path) (disk_total_bytes)";

    private static final String INSTANCE = "{{ $labels.service }} ({{ $labels.instance }})";

    /** Runbooks that rules with the same cause share. */
    private static final Map<String, String> SHARED_RUNBOOKS = Map.ofEntries(
            Map.entry("ErrorRateCritical", "error-rate"), Map.entry("ErrorRateHigh", "error-rate"),
            Map.entry("LatencyCritical", "latency"), Map.entry("LatencyHigh", "latency"),
            Map.entry("OutOfMemory", "memory"), Map.entry("MemoryHigh", "memory"), Map.entry("DiskFull", "disk-space"),
            Map.entry("DiskFillingUp", "disk-space"), Map.entry("DatabaseTimeouts", "database"),
            Map.entry("DatabasePoolExhausted", "database"), Map.entry("ErrorBudgetBurnFast", "error-budget-burn"),
            Map.entry("ErrorBudgetBurnSlow", "error-budget-burn"), Map.entry("PlaybackSlowFast", "playback-slow"),
            Map.entry("PostgresDown", "database"), Map.entry("PostgresOutage", "database"),
            Map.entry("ServiceOutage", "service-down"), Map.entry("ServiceRestarted", "service-down"),
            Map.entry("ServiceRestarting", "service-down"));

    @Override
    public void contribute(Map<String, AlertRule> rules) {
        own().forEach((rule) -> rules.put(rule.name(), rule));
        grouped().forEach((rule) -> rules.put(rule.name(), rule));
        rules.replaceAll((name, rule) -> rule.withRunbook(runbook(name)));
        SYMPTOMS.forEach((name) -> rules.computeIfPresent(name, (key, rule) -> rule.withLabel(KIND, "symptom")));
    }

    /** The path of a rule's runbook, by default named after the rule. */
    static String runbook(String rule) {
        String page = SHARED_RUNBOOKS.getOrDefault(rule,
                rule.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT));
        return "docs/runbooks/" + page + ".md";
    }

    private static List<AlertRule> own() {
        return List.of(
                rule(AlertLevel.CRITICAL, "ServiceDown", "min by (service, instance) (up{service!=\"\"})",
                        AlertCondition.EQ, 0, "15s", "30s", INSTANCE + " does not respond"),
                rule(AlertLevel.INFO, "ServiceOutage", "min by (service) (up{service!=\"\"})", AlertCondition.EQ, 0,
                        "0s", "10m",
                        "{{ $labels.service }} is or was down; alerts about effects are inhibited for ten minutes")
                    .withLabel(KIND, OUTAGE),
                rule(AlertLevel.INFO, "ServiceRestarted",
                        "max by (service, instance) (changes(process_start_time_seconds[5m]))", AlertCondition.GT, 0,
                        "0s", "0s", INSTANCE + " was restarted"),
                rule(AlertLevel.WARNING, "ServiceRestarting",
                        "max by (service, instance) (changes(process_start_time_seconds[15m]))", AlertCondition.GTE, 2,
                        "0s", "0s", INSTANCE + " was restarted twice or more within 15 minutes"),
                rule(AlertLevel.CRITICAL, "PostgresDown", POSTGRES_UP, AlertCondition.EQ, 0, "0s", "0s",
                        "PostgreSQL is unavailable to all services: requests that need it get 503")
                    .withLabel("service", "postgres"),
                rule(AlertLevel.INFO, "PostgresOutage", POSTGRES_UP, AlertCondition.EQ, 0, "0s", "10m",
                        "PostgreSQL is or was unavailable; alerts about effects are inhibited for ten minutes")
                    .withLabel("service", "postgres")
                    .withLabel(KIND, OUTAGE),
                rule(AlertLevel.WARNING, "AuditJournalUnwitnessed",
                        "sum by (target) (increase(streamgate_audit_witness_heads_total{outcome=~\"stored|known\"}[10m]))",
                        AlertCondition.EQ, 0, "5m", "0s",
                        "No head of the audit journal of {{ $labels.target }} has been witnessed for ten minutes"),
                rule(AlertLevel.CRITICAL, "AuditWitnessConflict",
                        "sum by (service, instance, target) (increase(streamgate_audit_witness_conflicts_total[10m]))",
                        AlertCondition.GT, 0, "0s", "10m",
                        "The audit journal of {{ $labels.target }} contradicts the heads witnessed earlier"),
                rule(AlertLevel.WARNING, "QueueStuck",
                        "max by (service, instance, type) (streamgate_worker_oldest_queued_age_seconds)",
                        AlertCondition.GT, 900, "5m", "2m",
                        "A job of the type {{ $labels.type }} has been queued for more than 15 minutes"),
                rule(AlertLevel.WARNING, "DeadLetters",
                        "sum by (service, instance, type) (streamgate_worker_jobs{state=\"failed\"})",
                        AlertCondition.GT, 10, "5m", "0s",
                        "More than ten jobs of the type {{ $labels.type }} have failed permanently"),
                rule(AlertLevel.WARNING, "UploadsRejected",
                        "sum by (service, instance) (increase(streamgate_upload_verification_seconds_count{outcome=\"rejected\"}[15m]))",
                        AlertCondition.GT, 20, "0s", "10m",
                        INSTANCE + " rejected more than 20 uploads within 15 minutes"),
                // While monitor-service is down, forwarding to it fails: ServiceDown says
                // so.
                rule(AlertLevel.WARNING, "AlertsNotDelivered",
                        "sum by (service, instance, handler) (increase(streamgate_alert_deliveries_total{handler!=\"forward\",outcome=~\"failed|dropped\"}[10m]))",
                        AlertCondition.GT, 0, "0s", "0s",
                        "The alert handler {{ $labels.handler }} of " + INSTANCE + " failed to deliver alerts"),
                rule(AlertLevel.CRITICAL, "PlaybackSlowFast", slow("1h", "5m", FAST_BURN, ENOUGH_REQUESTS),
                        AlertCondition.LT, threshold(FAST_BURN), "2m", "5m",
                        "More than 14 % of the playback requests to {{ $labels.service }} take over one second"),
                rule(AlertLevel.WARNING, "PlaybackSlow", slow("6h", "30m", SLOW_BURN, ENOUGH_REQUESTS_SLOW),
                        AlertCondition.LT, threshold(SLOW_BURN), "40m", "15m",
                        "More than 6 % of the playback requests to {{ $labels.service }} take over one second"));
    }

    /**
     * Predefined rules whose cause all services of a host, or of the suite, share: one
     * alert instead of one a service.
     */
    private static List<AlertRule> grouped() {
        return List.of(
                rule(AlertLevel.CRITICAL, "DiskFull", DISK, AlertCondition.LT, 0.05, "30s", "30s",
                        "Less than 5 % of a disk is free: {{ $labels.path }}"),
                rule(AlertLevel.WARNING, "DiskFillingUp", DISK, AlertCondition.LT, 0.15, "5m", "30s",
                        "Less than 15 % of a disk is free: {{ $labels.path }}"),
                // Encoders use what is free: only slow requests are a problem.
                rule(AlertLevel.INFO, "CpuHigh", "max by (job) (system_cpu_usage)", AlertCondition.GT, 0.8, "10m", "2m",
                        "The CPU usage of a host is over 80 %"),
                rule(AlertLevel.WARNING, "ValkeyUnreachable", "min by (job) (streamgate_valkey_up)", AlertCondition.EQ,
                        0, "15s", "15s", "Valkey is unreachable: services limit and cache locally")
                    .withLabel("service", "valkey"));
    }

    /**
     * Share of playback requests within a second over a long window, while it is too
     * small over a short window too, so that the alert ends with the slow requests.
     */
    private static String slow(String window, String shortWindow, double burnRate, int requests) {
        return fastRatio(window) + " and " + fastRatio(shortWindow) + " < "
                + AlertExpression.number(threshold(burnRate))
                + " and sum by (service) (increase(streamgate_requests_seconds_count{service=\"streaming\"}[" + window
                + "])) >= " + requests;
    }

    private static String fastRatio(String window) {
        return "sum by (service) (rate(streamgate_requests_seconds_bucket{service=\"streaming\",le=\"1.0\"}[" + window
                + "])) / sum by (service) (rate(streamgate_requests_seconds_count{service=\"streaming\"}[" + window
                + "]))";
    }

    /** Rounds the binary result to the decimal that is meant. */
    private static double threshold(double burnRate) {
        return Math.rint((1 - burnRate * SLOW_BUDGET) * 1e6) / 1e6;
    }

    private static AlertRule rule(AlertLevel level, String name, String expression, AlertCondition condition,
            double threshold, String pendingPeriod, String keepFiring, String summary) {
        return new AlertRule(name, AlertExpression.of(expression), condition, threshold, duration(pendingPeriod),
                duration(keepFiring), level, Map.of(), summary, runbook(name));
    }

    private static Duration duration(String text) {
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }

}
