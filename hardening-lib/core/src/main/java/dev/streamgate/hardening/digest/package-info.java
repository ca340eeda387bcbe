/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Message digests. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.digest;
