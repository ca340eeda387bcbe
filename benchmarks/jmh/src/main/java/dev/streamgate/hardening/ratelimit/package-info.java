/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The limiter beside its peer. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.ratelimit;
