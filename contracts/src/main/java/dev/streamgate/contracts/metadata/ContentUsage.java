/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import dev.streamgate.contracts.Usage;

/**
 * What a user's contents use.
 *
 * @param contents number of contents
 */
public record ContentUsage(Usage contents) {
}
