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
 * What becomes of alerts.
 *
 * @param retention How long the history is kept.
 * @param backlog How many changes wait in memory while the database is down; the oldest
 * go first.
 * @param claimLifetime How long Alertmanager's word holds that an alert fires, when it is
 * not repeated; longer than its repeat_interval.
 * @param settling How long an alert from Alertmanager waits that began before the same
 * alert's last end here: usually its end is already on the way.
 * @param groupWait How long a notification waits for other alerts of the same service.
 * @param groupInterval How long after a notification the next one of the same service may
 * follow, when more has begun to fire.
 * @param notifyLevel The least grave level that is notified of.
 * @param patience How long notifying waits for the database after the start, which knows
 * what has been notified of before.
 * @param eventsPerMinute How many events a service may send in a minute.
 */
@Validated
@ConfigurationProperties("streamgate.monitor.alerts")
record IncidentProperties(@DurationMin(hours = 1) @DefaultValue("30d") Duration retention,
        @Min(1) @Max(100_000) @DefaultValue("5000") int backlog,
        @DurationMin(seconds = 1) @DefaultValue("15m") Duration claimLifetime,
        @DurationMin(seconds = 0) @DefaultValue("2m") Duration settling,
        @DurationMin(seconds = 0) @DefaultValue("10s") Duration groupWait,
        @DurationMin(seconds = 0) @DefaultValue("1m") Duration groupInterval,
        @NotNull @DefaultValue("warning") AlertLevel notifyLevel,
        @DurationMin(seconds = 0) @DefaultValue("30s") Duration patience,
        @Min(1) @Max(10_000) @DefaultValue("60") int eventsPerMinute) {
}
