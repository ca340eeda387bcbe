/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Errors, thrown once and rendered once as RFC 9457 problems. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.problem;
