/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Health and metrics of the whole suite in one view. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.monitor;
