/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import java.util.Map;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Request to create a schedule.
 *
 * @param type type of the jobs
 * @param cron minute, hour, day of month, month, day of week (0 or 7 is Sunday), in the
 * syntax of Spring's {@code CronExpression} without its field for seconds. If both day
 * fields are restricted, both must match
 * @param timeZone IANA name of the time zone of {@code cron}; {@code UTC} if {@code null}
 * @param enabled whether it fires; {@code true} if {@code null}
 * @param contentId the content that the jobs belong to, if any
 * @param payload payload of the jobs; an object of at most 64 KiB as JSON
 * @param priority 0 (lowest) to 10 (highest); 5 if {@code null}
 */
public record CreateSchedule(@NotBlank @Size(max = 64) @Pattern(regexp = "[a-z][a-z0-9.-]*") String type,
        @NotBlank @Size(max = 200) String cron, @Size(max = 64) @Nullable String timeZone, @Nullable Boolean enabled,
        @Size(max = 64) @Nullable String contentId, @Nullable Map<String, Object> payload,
        @Min(0) @Max(10) @Nullable Integer priority) {
}
