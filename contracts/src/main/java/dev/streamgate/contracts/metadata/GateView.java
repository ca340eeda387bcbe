/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The gate of a content.
 *
 * @param contentId the content
 * @param rule decides who may watch while the content is published and its visibility is
 * {@code gated}; {@code null} admits the owner only
 * @param version incremented with each rule that is set; 0 before the first
 * @param updatedBy user id of the author of the rule
 * @param updatedAt when the rule was set
 */
public record GateView(String contentId, @Nullable GateRule rule, long version, @Nullable String updatedBy,
        @Nullable Instant updatedAt) {
}
