/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Copies or encodes audio. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.audio;
