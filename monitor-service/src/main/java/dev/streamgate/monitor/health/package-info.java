/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Polls health and metrics of all instances. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.health;
