/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What the services of this suite share and no other application needs. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.suite;
