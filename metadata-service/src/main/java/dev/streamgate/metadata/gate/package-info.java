/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Gates: who may watch, and every version of it. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.metadata.gate;
