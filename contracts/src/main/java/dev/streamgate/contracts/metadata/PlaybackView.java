/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What authorization and playback need of a content.
 *
 * @param contentId its id
 * @param owner user id of its owner
 * @param state lifecycle state
 * @param visibility who may watch it once it is published
 * @param playable whether a player can start
 * @param packageKey the presentation's key; {@code null} before the video is planned
 * @param rule the gate's rule; {@code null} admits the owner only if the visibility is
 * {@code gated}
 * @param ruleVersion version of visibility, state and rule together: changes whenever an
 * authorization decision may change
 * @param captions uploaded captions, by language; {@code null} from metadata-service of
 * an older version
 * @param posterVersion distinguishes uploaded posters that replaced each other;
 * {@code null} without a poster
 */
public record PlaybackView(String contentId, String owner, ContentState state, Visibility visibility, boolean playable,
        @Nullable String packageKey, @Nullable GateRule rule, long ruleVersion, @Nullable List<CaptionVersion> captions,
        @Nullable Long posterVersion) {
}
