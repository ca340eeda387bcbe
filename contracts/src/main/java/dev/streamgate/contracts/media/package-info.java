/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What a planned video looks like, and the tasks that make it. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts.media;
