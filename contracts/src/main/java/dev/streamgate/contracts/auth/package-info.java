/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Accounts and tokens. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts.auth;
