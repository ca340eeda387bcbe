/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Which renditions a video gets. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.ladder;
