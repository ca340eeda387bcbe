/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/**
 * A rendition of a content.
 *
 * @param name for instance {@code 720p}
 * @param width pixels; 0 for audio
 * @param height pixels; 0 for audio
 * @param bandwidth planned peak bits per second; playlists and {@code info} state the
 * measured one once all segments are published
 * @param codecs RFC 6381
 * @param state how many of its segments are published
 */
public record RenditionView(@NotBlank String name, int width, int height, int bandwidth, String codecs,
        @NotNull RenditionState state) {
}
