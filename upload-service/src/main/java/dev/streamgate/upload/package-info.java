/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Receives video files and submits them for transcoding. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload;
