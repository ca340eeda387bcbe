/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Deletes packages and sources. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.purge;
