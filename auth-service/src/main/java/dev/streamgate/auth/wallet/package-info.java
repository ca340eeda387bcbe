/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Sign-in by wallet and checks of ownership. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.auth.wallet;
