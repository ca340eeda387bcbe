/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Selects the renditions of a video. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.ladder;
