/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Request ids, trace contexts and their propagation. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.tracing;
