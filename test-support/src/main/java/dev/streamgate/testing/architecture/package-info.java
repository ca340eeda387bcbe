/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Architecture rules for all modules, and the check of words. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.testing.architecture;
