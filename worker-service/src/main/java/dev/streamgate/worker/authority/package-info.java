/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Jobs run with the present rights of those who submitted them. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.authority;
