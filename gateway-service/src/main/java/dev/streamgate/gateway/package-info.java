/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The only public door of the suite. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.gateway;
