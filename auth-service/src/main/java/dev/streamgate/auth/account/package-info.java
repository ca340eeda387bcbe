/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Accounts: passwords, roles, login throttling. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.auth.account;
