/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What changes, told to whoever listens. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.stream;
