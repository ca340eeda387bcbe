/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Who did what, kept for good. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.audit;
