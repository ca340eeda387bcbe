/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import java.util.Map;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Request to change a schedule; {@code null} components stay unchanged.
 *
 * @param type the job's type
 * @param cron as in {@link CreateSchedule}
 * @param timeZone as in {@link CreateSchedule}
 * @param enabled whether it fires; a schedule that is enabled again fires at its next
 * time and does not catch up
 * @param payload payload of the jobs
 * @param priority 0 (lowest) to 10 (highest)
 */
public record ChangeSchedule(@Size(max = 64) @Pattern(regexp = "[a-z][a-z0-9.-]*") @Nullable String type,
        @Size(min = 1, max = 200) @Nullable String cron, @Size(max = 64) @Nullable String timeZone,
        @Nullable Boolean enabled, @Nullable Map<String, Object> payload, @Min(0) @Max(10) @Nullable Integer priority) {
}
