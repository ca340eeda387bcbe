/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Services of the suite and the tokens with which they call each other. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.auth.identity;
