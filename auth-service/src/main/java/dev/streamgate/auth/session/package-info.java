/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Login sessions and their refresh tokens. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.auth.session;
