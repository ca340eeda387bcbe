/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The stream of changes as server-sent events. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor.stream;
