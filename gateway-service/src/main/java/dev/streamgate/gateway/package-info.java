/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** The API gateway, the only public entry point of the suite. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.gateway;
