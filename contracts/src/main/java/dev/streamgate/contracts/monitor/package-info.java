/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The view of the whole suite. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts.monitor;
