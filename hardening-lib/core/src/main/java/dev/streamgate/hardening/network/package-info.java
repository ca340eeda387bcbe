/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Addresses of clients. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.network;
