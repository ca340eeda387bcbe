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
 * Request to submit a job.
 *
 * @param type type of work, for instance {@value #TRANSCODE}
 * @param contentId the content it belongs to, if any
 * @param payload the job's input; an object of at most 64 KiB as JSON
 * @param priority 0 (lowest) to 10 (highest); 5 if {@code null}; a user's is lowered to
 * the highest that users may have
 */
public record SubmitJob(@NotBlank @Size(max = 64) @Pattern(regexp = "[a-z][a-z0-9.-]*") String type,
        @Size(max = 64) @Nullable String contentId, @Nullable Map<String, Object> payload,
        @Min(0) @Max(10) @Nullable Integer priority) {

    /** Type of the jobs that plan a content's video and encode its renditions. */
    public static final String TRANSCODE = "transcode";

}
