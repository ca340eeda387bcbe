/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The resource server, the caller, and the service's own identity. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.security;
