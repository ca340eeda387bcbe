/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Services of the suite and the tokens that they call each other with. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.auth.identity;
