/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Declared meters, request metrics, and bounds on the number of series. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.metrics;
