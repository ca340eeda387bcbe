/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** A real PostgreSQL for tests. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.testing.postgres;
