/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Login by wallet and checks of token ownership, not implemented in this release. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.auth.wallet;
