/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Sessions: what a refresh token stands for. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.auth.session;
