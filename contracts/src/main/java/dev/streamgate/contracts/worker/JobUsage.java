/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import dev.streamgate.contracts.Usage;

/**
 * What a user's jobs use.
 *
 * @param jobs number of unfinished jobs that the user has submitted
 */
public record JobUsage(Usage jobs) {
}
