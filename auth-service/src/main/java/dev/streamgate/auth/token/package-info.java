/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Access tokens: issued, and verified as everybody else verifies them. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.auth.token;
