/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Posters that creators upload. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.metadata.poster;
