/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The newest lines of the log, kept in memory for who operates the service. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.log;
