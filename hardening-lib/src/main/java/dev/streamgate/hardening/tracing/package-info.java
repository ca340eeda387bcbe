/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Request ids and what ties log lines to traces. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.tracing;
