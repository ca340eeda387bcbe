/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Tokens that a resource server accepts. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.testing.security;
