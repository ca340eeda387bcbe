/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** A Valkey or Redis server that replicas share, and work without when it is down. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.valkey;
