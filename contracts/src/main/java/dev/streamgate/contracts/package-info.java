/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Wire types shared by several services. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts;
