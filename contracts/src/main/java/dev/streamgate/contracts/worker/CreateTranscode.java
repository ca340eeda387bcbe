/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Request to transcode a content again.
 *
 * @param contentId the content; it must have a source
 * @param profiles names of the profiles to encode; all if {@code null}
 * @param priority 0 (lowest) to 10 (highest); 5 if {@code null}; a user's is lowered to
 * the highest that users may have
 */
public record CreateTranscode(@NotBlank @Size(max = 64) String contentId,
        @Size(min = 1, max = 16) @Nullable List<@NotBlank @Pattern(regexp = "[a-z0-9]{1,16}") String> profiles,
        @Min(0) @Max(10) @Nullable Integer priority) {
}
