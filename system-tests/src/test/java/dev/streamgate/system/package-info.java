/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The whole stack, started for real and used as its users would. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.system;
