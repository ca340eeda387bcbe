/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Uploads in numbered chunks. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload.chunk;
