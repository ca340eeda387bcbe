/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.poster;

/**
 * An encoded poster.
 *
 * @param width pixels
 * @param height pixels
 * @param jpeg the file, without metadata
 */
@SuppressWarnings("ArrayRecordComponent")
record Poster(int width, int height, byte[] jpeg) {
}
