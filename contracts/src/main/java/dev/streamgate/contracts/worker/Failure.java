/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import jakarta.validation.constraints.NotBlank;

import dev.streamgate.hardening.validation.PlainText;

/**
 * The end of an attempt that did not work.
 *
 * @param fencingToken the lease's token
 * @param error what went wrong, in words that the creator may read
 * @param retryable whether another attempt can help; a file that cannot be decoded cannot
 */
public record Failure(long fencingToken, @NotBlank @PlainText(max = 2000) String error, boolean retryable) {
}
