/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/**
 * Sets the gate of a content.
 *
 * @param rule who may watch; {@code null} lets nobody in but the owner. At most 8 clauses
 * deep and 64 in all
 */
public record SetGate(@Valid @Nullable GateRule rule) {
}
