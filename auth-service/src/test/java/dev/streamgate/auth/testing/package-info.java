/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What the tests of this service share. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.auth.testing;
