/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** API of monitor-service. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts.monitor;
