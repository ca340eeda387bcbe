/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Decodes copied samples once; those that do not decode are encoded instead. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.copy;
