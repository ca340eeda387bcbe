/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import dev.streamgate.hardening.alert.AlertLevel;

/**
 * Incidents and their notifications.
 *
 * @param retention How long closed incidents are kept.
 * @param maxPendingWrites Maximum number of changes kept in memory while the database is
 * unavailable; the oldest are dropped.
 * @param reportTtl How long Alertmanager's report that an alert fires is valid unless it
 * is repeated; longer than its repeat_interval.
 * @param lateReportDelay How long a report of Alertmanager about a time before the
 * alert's last resolution is held back, since its withdrawal usually follows.
 * @param groupWait How long a notification waits for other alerts of the same service.
 * @param groupInterval Minimum time between two notifications of the same service about
 * firing alerts.
 * @param notifyLevel Least urgent level of which operators are notified.
 * @param startupGrace How long notifications wait after startup for the database, which
 * holds what was notified before.
 * @param eventsPerMinute Maximum number of events of one service per minute.
 */
@Validated
@ConfigurationProperties("streamgate.monitor.alerts")
record IncidentProperties(@DurationMin(hours = 1) @DefaultValue("30d") Duration retention,
        @Min(1) @Max(100_000) @DefaultValue("5000") int maxPendingWrites,
        @DurationMin(seconds = 1) @DefaultValue("15m") Duration reportTtl,
        @DurationMin(seconds = 0) @DefaultValue("2m") Duration lateReportDelay,
        @DurationMin(seconds = 0) @DefaultValue("10s") Duration groupWait,
        @DurationMin(seconds = 0) @DefaultValue("1m") Duration groupInterval,
        @NotNull @DefaultValue("warning") AlertLevel notifyLevel,
        @DurationMin(seconds = 0) @DefaultValue("30s") Duration startupGrace,
        @Min(1) @Max(10_000) @DefaultValue("60") int eventsPerMinute) {
}
