/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Clips of every kind for the tests of whoever handles media. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.media.clips;
