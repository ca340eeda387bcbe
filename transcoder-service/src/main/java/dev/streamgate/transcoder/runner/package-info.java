/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Leases tasks from the queue and runs them in slots. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.runner;
