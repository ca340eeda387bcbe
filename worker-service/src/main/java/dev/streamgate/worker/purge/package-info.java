/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Deletion of the media and sources of deleted contents and of unused packages. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.purge;
