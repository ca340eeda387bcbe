/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Locates ffmpeg, runs it within limits, and probes files. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.media.ffmpeg;
