/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Roles of the suite, the caller, and the identity of a service. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.suite.security;
