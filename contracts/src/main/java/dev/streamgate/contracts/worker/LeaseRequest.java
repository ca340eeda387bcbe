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

import dev.streamgate.hardening.validation.PlainText;

/**
 * A runner's wish for work.
 *
 * @param runner the runner's name, unique among living runners; shown as {@code leasedBy}
 * @param types task types that it can do, at most 16
 * @param urgentOnly whether only work that somebody waits for is wanted: a viewer, or who
 * has just uploaded a video (a runner keeps one slot free for it)
 * @param waitSeconds how long to wait for a task, 0 to 30
 */
public record LeaseRequest(@NotBlank @PlainText(max = 128) String runner, @NotEmpty @Size(max = 16) List<String> types,
        boolean urgentOnly, @Min(0) @Max(30) int waitSeconds) {
}
