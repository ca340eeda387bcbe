/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Failures of disks, databases and processes, injected operation by operation. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.testing.fault;
