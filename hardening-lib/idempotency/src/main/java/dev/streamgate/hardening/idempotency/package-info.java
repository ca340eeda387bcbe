/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Idempotent writes: retries with the same key get the stored response. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.idempotency;
