/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Alert rules of the suite. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.suite.alert;
