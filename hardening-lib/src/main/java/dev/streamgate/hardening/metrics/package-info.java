/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Meters: declared once, cheap to use, bounded in number. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.metrics;
