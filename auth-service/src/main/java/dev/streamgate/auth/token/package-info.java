/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Access tokens: issuance and verification. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.auth.token;
