/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The service that owns contents. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.metadata;
