/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Client of the Valkey or Redis server that holds the state common to all replicas. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.valkey;
