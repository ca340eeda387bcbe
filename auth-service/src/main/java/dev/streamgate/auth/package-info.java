/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Accounts, login sessions, tokens and the keys that sign them. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.auth;
