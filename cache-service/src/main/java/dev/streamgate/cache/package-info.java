/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Named caches over HTTP. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.cache;
