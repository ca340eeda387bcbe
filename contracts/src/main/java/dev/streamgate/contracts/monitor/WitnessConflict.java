/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import java.time.Instant;

/**
 * A head of an audit journal that contradicts the heads witnessed earlier, which remain
 * unchanged.
 *
 * @param kind {@code backwards}, {@code forked}, {@code key-changed} or
 * {@code bad-signature}
 * @param refused the contradicting head
 * @param seenAt when it was first collected
 */
public record WitnessConflict(String kind, WitnessedHead refused, Instant seenAt) {
}
