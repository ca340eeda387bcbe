/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Namespaces: caches, each with its own bounds and time to live. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.cache.namespace;
