/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import java.util.List;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Events that the consumer has processed.
 *
 * @param eventIds ids of events, at most 100
 */
public record ContentEventIds(@Size(max = 100) List<@NotBlank @Size(max = 64) String> eventIds) {
}
