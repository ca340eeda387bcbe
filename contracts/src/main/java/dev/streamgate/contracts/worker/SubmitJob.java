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
 * Asks for a job.
 *
 * @param type what to do, for instance {@code transcode}
 * @param contentId the content it belongs to, if any
 * @param payload what the type needs; an object, at most 64 KiB as JSON
 * @param priority 0 (last) to 10 (first); 5 when absent
 */
public record SubmitJob(@NotBlank @Size(max = 64) @Pattern(regexp = "[a-z][a-z0-9.-]*") String type,
        @Size(max = 64) @Nullable String contentId, @Nullable Map<String, Object> payload,
        @Min(0) @Max(10) @Nullable Integer priority) {
}
