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
 * @param type type of the jobs
 * @param cron minute, hour, day of month, month, day of week
 * @param timeZone IANA name of the time zone of {@code cron}
 * @param enabled whether it fires
 * @param contentId the content that the jobs belong to, if any
 * @param payload payload of the jobs
 * @param priority priority of the jobs, 0 to 10
 * @param nextRunAt when it fires next; {@code null} while it is disabled and after its
 * last time
 * @param lastRunAt when it fired last
 * @param lastJobId the job that it submitted last
 * @param lastError why it submitted no job when it fired last; {@code null} if it did
 * @param createdAt time of creation
 * @param updatedAt when an operator changed it last
 */
public record ScheduleView(String scheduleId, String type, String cron, String timeZone, boolean enabled,
        @Nullable String contentId, @Nullable Map<String, Object> payload, int priority, @Nullable Instant nextRunAt,
        @Nullable Instant lastRunAt, @Nullable String lastJobId, @Nullable String lastError, Instant createdAt,
        Instant updatedAt) {
}
