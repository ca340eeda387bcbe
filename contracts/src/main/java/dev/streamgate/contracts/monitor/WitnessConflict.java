/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import java.time.Instant;

/**
 * An end of an audit journal that contradicts what monitor has witnessed. It is refused,
 * and what was witnessed stays.
 *
 * @param kind {@code backwards}, {@code forked}, {@code key-changed} or
 * {@code bad-signature}
 * @param refused what the service said
 * @param seenAt when
 */
public record WitnessConflict(String kind, WitnessedHead refused, Instant seenAt) {
}
