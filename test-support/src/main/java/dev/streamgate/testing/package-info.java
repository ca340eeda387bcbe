/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What tests of more than one module need. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.testing;
