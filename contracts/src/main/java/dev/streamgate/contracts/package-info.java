/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Wire types shared by more than one owner. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts;
