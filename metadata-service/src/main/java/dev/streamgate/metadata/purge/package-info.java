/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Media that nothing refers to any more, on its way to be deleted. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.metadata.purge;
