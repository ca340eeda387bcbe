/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Repackages the source's own video samples. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.remux;
