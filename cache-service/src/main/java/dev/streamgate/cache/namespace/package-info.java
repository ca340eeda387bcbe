/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Namespaces: bounded caches, each with a size and a time to live of its own. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.cache.namespace;
