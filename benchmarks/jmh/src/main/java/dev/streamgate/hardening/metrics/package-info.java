/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What meters cost. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.metrics;
