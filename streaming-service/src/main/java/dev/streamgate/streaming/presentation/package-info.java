/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Presentations and media files in the blob store. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.streaming.presentation;
