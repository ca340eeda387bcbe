/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import java.time.Instant;

/**
 * The uploaded poster of a content, a JPEG.
 *
 * @param version distinguishes posters that replaced each other; positive
 * @param width pixels
 * @param height pixels
 * @param updatedAt when it was uploaded
 */
public record PosterView(long version, int width, int height, Instant updatedAt) {
}
