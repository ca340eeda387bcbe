/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What every handler of every service must have. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.testing.handlers;
