/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Fixtures of the tests of this service. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.auth.testing;
