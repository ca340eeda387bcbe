/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.validation.PlainText;

/**
 * Request of a runner for a task.
 *
 * @param runner name of the runner, unique among live runners; shown as {@code leasedBy}
 * @param types task types that the runner supports, at most 16
 * @param urgentOnly whether to lease urgent tasks only: segments that a viewer waits for
 * and the first steps of a new video (a runner reserves one slot for them)
 * @param waitSeconds how long to wait for a task, 0 to 30
 * @param profiles names of the encoding profiles that the runner supports; {@code null}
 * from runners that do not encode
 */
public record LeaseRequest(@NotBlank @PlainText(max = 128) String runner, @NotEmpty @Size(max = 16) List<String> types,
        boolean urgentOnly, @Min(0) @Max(30) int waitSeconds,
        @Size(max = 64) @Nullable List<@NotBlank @Size(max = 32) String> profiles) {
}
