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
 * An alert from its start to its resolution. If it fires again later, that is another
 * one.
 *
 * @param id identifier; while it is pending, the fingerprint
 * @param fingerprint identity of rule and labels, the same each time the alert fires
 * @param rule name of the rule, or kind of the event
 * @param level critical, warning or info
 * @param state pending, firing or resolved
 * @param labels the alert's labels, for instance {@code service}
 * @param summary one sentence that describes the problem
 * @param value last value of the rule's expression; {@code null} if unknown
 * @param startedAt when the condition began to hold
 * @param firedAt when the alert began to fire; {@code null} while it is pending
 * @param resolvedAt when it was resolved; {@code null} before
 * @param resolvedBy id of the user who resolved it manually, or {@code condition} if its
 * condition ended; {@code null} before
 * @param runbook address or path of the runbook
 * @param sources the sources that report it as firing or, if it is resolved, that have
 * reported it: monitor, alertmanager, event
 * @param notifications number of notifications delivered, including that of its
 * resolution
 * @param notifiedAt when the first notification was delivered; {@code null} without one
 */
public record AlertView(String id, String fingerprint, String rule, String level, String state,
        Map<String, String> labels, String summary, @Nullable Double value, Instant startedAt,
        @Nullable Instant firedAt, @Nullable Instant resolvedAt, @Nullable String resolvedBy, @Nullable String runbook,
        List<String> sources, int notifications, @Nullable Instant notifiedAt) {
}
