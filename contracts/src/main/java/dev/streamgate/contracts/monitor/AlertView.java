/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One time that an alert was on, from its beginning to its end.
 *
 * @param id its id; while it is pending, the alert's fingerprint
 * @param fingerprint which alert it is: the same for the same rule and labels, each time
 * @param rule name of the rule, or of the event
 * @param level critical, warning or info
 * @param state pending, firing or resolved
 * @param labels what it is about, for instance {@code service}
 * @param summary what happened, in one sentence
 * @param value what the rule's expression gave last; {@code null} where nobody said
 * @param startedAt when its condition began to hold
 * @param firedAt when it began to fire; {@code null} while it is pending
 * @param resolvedAt when it was over; {@code null} before
 * @param resolvedBy a user's id when somebody resolved it by hand, the word condition
 * when it was over by itself; {@code null} before
 * @param runbook where it is told what to do
 * @param sources who says that it fires, or said so last: monitor, alertmanager, event
 * @param notifications how many notifications told of it, that it was over included
 * @param notifiedAt when the first of them was sent; {@code null} without one
 */
public record AlertView(String id, String fingerprint, String rule, String level, String state,
        Map<String, String> labels, String summary, @Nullable Double value, Instant startedAt,
        @Nullable Instant firedAt, @Nullable Instant resolvedAt, @Nullable String resolvedBy, @Nullable String runbook,
        List<String> sources, int notifications, @Nullable Instant notifiedAt) {
}
