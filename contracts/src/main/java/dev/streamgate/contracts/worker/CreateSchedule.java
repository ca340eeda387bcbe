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
 * Asks for a job that comes again by the calendar.
 *
 * @param type the job's type
 * @param cron five fields: minute, hour, day of month, month, day of week (0 or 7 is
 * Sunday)
 * @param timeZone IANA name of the zone that the fields are read in; {@code UTC} when
 * absent
 * @param enabled whether it fires; {@code true} when absent
 * @param contentId the content that the job belongs to, if any
 * @param payload what the type needs; an object, at most 64 KiB as JSON
 * @param priority 0 (last) to 10 (first); 5 when absent
 */
public record CreateSchedule(@NotBlank @Size(max = 64) @Pattern(regexp = "[a-z][a-z0-9.-]*") String type,
        @NotBlank @Size(max = 200) String cron, @Size(max = 64) @Nullable String timeZone, @Nullable Boolean enabled,
        @Size(max = 64) @Nullable String contentId, @Nullable Map<String, Object> payload,
        @Min(0) @Max(10) @Nullable Integer priority) {
}
