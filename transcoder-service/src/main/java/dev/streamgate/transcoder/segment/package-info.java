/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Publishes segments of planned videos. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.segment;
