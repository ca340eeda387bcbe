/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Captions as WebVTT. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.suite.caption;
