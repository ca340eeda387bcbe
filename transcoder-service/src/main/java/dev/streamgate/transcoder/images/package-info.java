/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Produces thumbnails and storyboards. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.images;
