/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Asks every instance how it does, again and again, and tells who wants to know. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.health;
