/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The latest log events, kept in memory for operators. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.logtail;
