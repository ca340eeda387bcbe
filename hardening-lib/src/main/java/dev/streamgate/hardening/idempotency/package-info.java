/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Writes that can be sent again without being done again. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.idempotency;
