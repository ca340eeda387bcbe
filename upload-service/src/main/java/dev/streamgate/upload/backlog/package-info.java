/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** How much is under way and how much is kept, as gauges. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload.backlog;
