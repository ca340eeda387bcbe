/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Planned videos in the blob store, and the files made for them. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.presentation;
