/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The alert rules in force, as operators see and change them. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.rule;
