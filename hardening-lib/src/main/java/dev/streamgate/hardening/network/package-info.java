/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Who is at the other end of a connection. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.network;
