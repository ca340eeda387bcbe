/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Publication of text subtitles. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.subtitles;
