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
 * A job that comes again by the calendar, as it stands in its row. Immutable.
 *
 * @param id opaque id
 * @param type the jobs' type
 * @param cron when
 * @param timeZone where
 * @param enabled whether it fires
 * @param contentId the content that the jobs belong to
 * @param payload what the jobs are given
 * @param priority priority of the jobs
 * @param createdBy who made it, and owns the jobs
 * @param nextRunAt when it fires next; {@code null} for never
 * @param lastRunAt when it fired last
 * @param lastJobId the job that it made last
 * @param createdAt when it was made
 * @param updatedAt when it was changed
 */
record Schedule(String id, String type, String cron, String timeZone, boolean enabled, @Nullable String contentId,
        Map<String, Object> payload, int priority, String createdBy, @Nullable Instant nextRunAt,
        @Nullable Instant lastRunAt, @Nullable String lastJobId, Instant createdAt, Instant updatedAt) {

    /** When it fires next after the given moment; {@code null} for never. */
    @Nullable Instant nextAfter(Instant instant) {
        return this.enabled ? CronTimes.parse(this.cron, this.timeZone).after(instant).orElse(null) : null;
    }

    Schedule next(@Nullable Instant next) {
        return new Schedule(this.id, this.type, this.cron, this.timeZone, this.enabled, this.contentId, this.payload,
                this.priority, this.createdBy, next, this.lastRunAt, this.lastJobId, this.createdAt, this.updatedAt);
    }

    ScheduleView toView() {
        return new ScheduleView(this.id, this.type, this.cron, this.timeZone, this.enabled, this.contentId,
                this.payload, this.priority, this.nextRunAt, this.lastRunAt, this.lastJobId, this.createdAt,
                this.updatedAt);
    }

}
