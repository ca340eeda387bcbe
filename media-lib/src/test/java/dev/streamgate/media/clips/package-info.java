/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Media clips for the tests of all modules. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.media.clips;
