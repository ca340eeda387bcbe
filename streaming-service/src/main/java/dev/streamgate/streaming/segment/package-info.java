/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Media files, waited for where they are not there yet, sent without passing through the
 * heap.
 */
@org.jspecify.annotations.NullMarked
package dev.streamgate.streaming.segment;
