/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Gauges of unfinished and stored uploads. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload.backlog;
