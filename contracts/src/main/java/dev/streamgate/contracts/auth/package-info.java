/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Wire records and interfaces of auth-service: accounts, login sessions, tokens, keys.
 */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts.auth;
