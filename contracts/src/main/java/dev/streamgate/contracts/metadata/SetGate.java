/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/**
 * Request to set the gate of a content.
 *
 * @param rule the rule, at most 8 clauses deep and 64 clauses in total; {@code null}
 * admits the owner only
 */
public record SetGate(@Valid @Nullable GateRule rule) {
}
