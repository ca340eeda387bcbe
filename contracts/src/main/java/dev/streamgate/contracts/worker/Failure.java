/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import jakarta.validation.constraints.NotBlank;

import dev.streamgate.hardening.validation.PlainText;

/**
 * Report that an attempt failed.
 *
 * @param fencingToken the lease's token
 * @param error the reason, for the creator
 * @param retryable whether another attempt can succeed; {@code false} for instance for a
 * file that cannot be decoded
 */
public record Failure(long fencingToken, @NotBlank @PlainText(max = 2000) String error, boolean retryable) {
}
