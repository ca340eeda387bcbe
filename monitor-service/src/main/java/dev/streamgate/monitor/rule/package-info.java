/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The alert rules, which operators view and change. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.rule;
