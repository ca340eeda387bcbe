/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The HTTP client of tests. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.testing.http;
