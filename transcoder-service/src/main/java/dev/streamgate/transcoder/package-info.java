/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Pulls media tasks, drives ffmpeg, owns profiles and the ladder. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder;
