/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Ends a process at its n-th write, sync, rename or commit. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.system.injection;
