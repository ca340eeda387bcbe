/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Named caches, bounded by properties. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.cache;
