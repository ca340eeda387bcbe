/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Wire records of cache-service. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts.cache;
