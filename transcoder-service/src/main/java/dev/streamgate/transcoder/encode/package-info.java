/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Encodes video: one decode for all renditions. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.encode;
