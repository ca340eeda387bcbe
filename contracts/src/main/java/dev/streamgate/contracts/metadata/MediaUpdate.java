/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import java.util.List;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.validation.PlainText;

/**
 * How the media of a content stands, whole: absent fields are not known yet.
 *
 * @param sequence grows with each update of this content
 * @param state {@code processing}, {@code ready} or {@code failed}; a published content
 * stays published when it becomes ready
 * @param playable whether a player can start
 * @param progress 0 to 1 of all segments
 * @param packageKey the presentation's key, once planned
 * @param duration seconds
 * @param width pixels
 * @param height pixels
 * @param frameRate frames a second
 * @param renditions the ladder
 * @param error why it failed, in words for the creator
 */
public record MediaUpdate(long sequence, @NotNull ContentState state, boolean playable,
        @DecimalMin("0") @DecimalMax("1") double progress, @Nullable String packageKey, @Nullable Double duration,
        @Nullable Integer width, @Nullable Integer height, @Nullable Double frameRate,
        @Nullable List<RenditionView> renditions, @PlainText(max = 2000) @Nullable String error) {
}
