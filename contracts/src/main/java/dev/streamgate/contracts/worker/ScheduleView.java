/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A schedule.
 *
 * @param scheduleId opaque id
 * @param type the type of the jobs that it makes
 * @param cron minute, hour, day of month, month, day of week
 * @param timeZone IANA name of the zone that {@code cron} is read in
 * @param enabled whether it fires
 * @param contentId the content that the jobs belong to, if any
 * @param payload what the jobs are given
 * @param priority priority of the jobs, 0 to 10
 * @param nextRunAt when it fires next; {@code null} while disabled, or when the calendar
 * holds no such moment any more
 * @param lastRunAt when it fired last
 * @param lastJobId the job that it made last
 * @param createdAt when it was made
 * @param updatedAt when it was last changed by a caller
 */
public record ScheduleView(String scheduleId, String type, String cron, String timeZone, boolean enabled,
        @Nullable String contentId, @Nullable Map<String, Object> payload, int priority, @Nullable Instant nextRunAt,
        @Nullable Instant lastRunAt, @Nullable String lastJobId, Instant createdAt, Instant updatedAt) {
}
