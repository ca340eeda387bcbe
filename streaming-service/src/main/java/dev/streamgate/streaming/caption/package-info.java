/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Captions, subtitles and chapters. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.streaming.caption;
