/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Finds ffmpeg, runs it within bounds, and asks it what a file is. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.media.ffmpeg;
