/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import jakarta.validation.constraints.NotBlank;

/**
 * One rung of a content's ladder.
 *
 * @param name for instance {@code 720p}
 * @param width pixels, 0 for sound
 * @param height pixels, 0 for sound
 * @param bandwidth peak bits a second
 * @param codecs RFC 6381
 * @param state {@code pending}, {@code partial} (some segments are there) or
 * {@code ready}
 */
public record RenditionView(@NotBlank String name, int width, int height, int bandwidth, String codecs, String state) {
}
