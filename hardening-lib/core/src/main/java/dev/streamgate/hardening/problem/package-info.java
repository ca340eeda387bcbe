/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Errors, rendered in one place as RFC 9457 problems. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.problem;
