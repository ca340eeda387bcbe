/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Gates: rules that decide who may watch, and their history. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.metadata.gate;
