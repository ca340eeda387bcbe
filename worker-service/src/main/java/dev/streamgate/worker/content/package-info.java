/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What the worker knows about contents. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.worker.content;
