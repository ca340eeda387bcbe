/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import org.jspecify.annotations.Nullable;

/**
 * What streaming needs to know of a content.
 *
 * @param contentId its id
 * @param owner its owner's user id
 * @param state where it stands
 * @param visibility who may watch once published
 * @param playable whether a player can start
 * @param packageKey the presentation's key; {@code null} before it is planned
 * @param rule the gate's rule; {@code null} denies all but the owner when the visibility
 * is {@code gated}
 * @param ruleVersion version of visibility, state and rule together: it changes whenever
 * the answer to "who may watch" can
 */
public record PlaybackView(String contentId, String owner, ContentState state, Visibility visibility, boolean playable,
        @Nullable String packageKey, @Nullable GateRule rule, long ruleVersion) {
}
