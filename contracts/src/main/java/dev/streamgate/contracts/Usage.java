/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts;

/**
 * How much of a quota a user has used.
 *
 * @param used amount in use
 * @param allowed largest amount
 */
public record Usage(long used, long allowed) {
}
