/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.schedule;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.streamgate.contracts.worker.ScheduleView;

/**
 * A schedule as stored. Immutable.
 *
 * @param id opaque id
 * @param type type of the jobs
 * @param cron cron expression
 * @param timeZone time zone of the expression
 * @param enabled whether it fires
 * @param contentId the content that the jobs belong to
 * @param payload payload of the jobs
 * @param priority priority of the jobs
 * @param createdBy the operator that created it: owns the jobs, which are submitted with
 * the rights that this user has then
 * @param nextRunAt when it fires next; {@code null} for never
 * @param lastRunAt when it fired last
 * @param lastJobId the job that it submitted last
 * @param lastError why it submitted no job when it fired last
 * @param createdAt time of creation
 * @param updatedAt when an operator changed it last
 */
record Schedule(String id, String type, String cron, String timeZone, boolean enabled, @Nullable String contentId,
        Map<String, Object> payload, int priority, String createdBy, @Nullable Instant nextRunAt,
        @Nullable Instant lastRunAt, @Nullable String lastJobId, @Nullable String lastError, Instant createdAt,
        Instant updatedAt) {

    /** When it fires next after an instant; {@code null} for never. */
    @Nullable Instant nextAfter(Instant instant) {
        return this.enabled ? CronTimes.parse(this.cron, this.timeZone).after(instant).orElse(null) : null;
    }

    Schedule withNextRunAt(@Nullable Instant next) {
        return new Schedule(this.id, this.type, this.cron, this.timeZone, this.enabled, this.contentId, this.payload,
                this.priority, this.createdBy, next, this.lastRunAt, this.lastJobId, this.lastError, this.createdAt,
                this.updatedAt);
    }

    ScheduleView toView() {
        return new ScheduleView(this.id, this.type, this.cron, this.timeZone, this.enabled, this.contentId,
                this.payload, this.priority, this.nextRunAt, this.lastRunAt, this.lastJobId, this.lastError,
                this.createdAt, this.updatedAt);
    }

}
