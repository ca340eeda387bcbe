/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Contents: their data, their changes, and access to them. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.metadata.content;
