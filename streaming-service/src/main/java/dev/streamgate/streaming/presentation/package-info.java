/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The plan of a video, read from the blob store. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.streaming.presentation;
