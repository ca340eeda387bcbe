/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Planned videos, their keys in the blob store, and the tasks that produce them. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts.media;
