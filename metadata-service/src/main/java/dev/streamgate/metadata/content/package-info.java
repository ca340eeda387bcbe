/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Contents: what they are, how they change, and who sees them. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.metadata.content;
