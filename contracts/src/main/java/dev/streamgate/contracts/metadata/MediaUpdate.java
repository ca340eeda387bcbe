/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import java.util.List;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.validation.PlainText;

/**
 * Complete state of a content's media; {@code null} components are not known yet.
 *
 * @param sequence increases with each update of the content
 * @param sourceNumber number of the latest source that the worker knows; an update of an
 * earlier source than the attached one is ignored; {@code null} if the source has no
 * number
 * @param state {@code processing}, {@code ready} or {@code failed}; a published content
 * stays published when its media become ready
 * @param playable whether a player can start
 * @param progress share of all segments that are published, 0 to 1
 * @param packageKey the presentation's key, once planned
 * @param duration seconds
 * @param width pixels
 * @param height pixels
 * @param frameRate frames per second
 * @param renditions the ladder
 * @param error why encoding failed, for the creator
 * @param notes what the owner should know of the video, as sentences
 */
public record MediaUpdate(long sequence, @Nullable Long sourceNumber, @NotNull ContentState state, boolean playable,
        @DecimalMin("0") @DecimalMax("1") double progress, @Nullable String packageKey, @Nullable Double duration,
        @Nullable Integer width, @Nullable Integer height, @Nullable Double frameRate,
        @Nullable List<RenditionView> renditions, @PlainText(max = 2000) @Nullable String error,
        @Nullable @Size(max = 64) List<@PlainText(max = 500) String> notes) {
}
