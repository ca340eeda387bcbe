/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Pages of lists: keyset cursors and page sizes. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.suite.page;
